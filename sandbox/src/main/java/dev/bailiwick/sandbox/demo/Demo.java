package dev.bailiwick.sandbox.demo;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.sandbox.Progress;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxException;
import dev.bailiwick.sandbox.load.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The steps of the demo. What it shows is read from the API server and from the clients' own book. */
final class Demo {
    private static final String NAMESPACE = "plant";
    private static final String MAIN = "maintenance-assistant";
    private static final String SIDE = "surface-inspector";
    private static final double BURST = 2;
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private final Sandbox sandbox;
    private final Path root;
    private final Progress progress;
    private final InstantSource clock;
    private final Duration length;
    private final Duration coldStart;
    private final List<String> sizes = new ArrayList<>();
    private GpuMeter gpus;
    private LoadOrders orders;
    private LoadReport last;

    Demo(Sandbox sandbox, Path root, Progress progress, InstantSource clock, Duration length, Duration coldStart) {
        this.sandbox = sandbox;
        this.root = root;
        this.progress = progress;
        this.clock = clock;
        this.length = length;
        this.coldStart = coldStart;
        this.gpus = new GpuMeter(clock.instant());
        this.orders = new LoadOrders(0);
        this.last = new LoadReport(
                "waiting", 0, 0, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
    }

    String heading() {
        return "Azure conversation trace of 2023, twice the load in a burst; cold start " + coldStart.toSeconds()
                + " s, scaleDownDelay 30 s";
    }

    double lengthSeconds() {
        return length.toSeconds();
    }

    /** Brings everything up, until the deployments are applied. */
    void prepare() {
        var installation = new Installation(sandbox, root);
        progress.say("installing the chart helm/bailiwick");
        installation.chart();
        progress.say("starting the simulated engines, cold start " + coldStart.toSeconds() + " s");
        var port = installation.engines(coldStart);
        progress.say("starting the operator under the chart's ServiceAccount");
        installation.operator(port);
        progress.say("applying examples/*.yaml");
        // The rehearsal needs a kubelet: its load is a Job.
        var selector = "app.kubernetes.io/part-of!=rehearsal";
        sandbox.kubectl("apply", "-f", root.resolve("examples").toString(), "-l", selector)
                .orThrow();
        sandbox.kubectl("config", "set-context", "--current", "--namespace=" + NAMESPACE)
                .orThrow();
        orders = new LoadOrders(port);
        var trace = root.resolve("examples/traces/azure-conversation-2023-10min.csv.gz")
                .toString();
        orders.start(order(MAIN, trace, 0.55, BURST));
        orders.start(order(SIDE, trace, 0.12, 1));
        progress.say("waiting for the first Ready of " + MAIN);
    }

    private Map<String, String> order(String name, String trace, double share, double burst) {
        var order = new LinkedHashMap<String, String>();
        order.put("deployment", NAMESPACE + "/" + name);
        order.put("trace", trace);
        order.put("length", Long.toString(length.toSeconds()));
        order.put("share", Double.toString(share));
        order.put("burstAt", Double.toString(length.toSeconds() * 0.2));
        order.put("burstLength", Double.toString(length.toSeconds() * 0.25));
        order.put("burstFactor", Double.toString(burst));
        order.put("ttft", "2.5");
        order.put("tpot", "0.1");
        return order;
    }

    /** Shows the load until it is over and the deployment is back at its least size, or gives up waiting for that. */
    void play(View view) throws InterruptedException {
        gpus = new GpuMeter(clock.instant());
        var deadline = clock.instant().plus(length).plus(SETTLE).plusSeconds(180);
        var next = clock.millis();
        while (clock.instant().isBefore(deadline)) {
            var snapshot = snapshot();
            view.show(snapshot);
            note(snapshot);
            if (snapshot.load().state().equals("done") && settled(snapshot)) {
                return;
            }
            next += 1000;
            Thread.sleep(Math.max(50, next - clock.millis()));
        }
    }

    private static boolean settled(Snapshot snapshot) {
        return snapshot.desired() == 1 && snapshot.ready() == 1 && snapshot.draining() == 0;
    }

    private Snapshot snapshot() {
        var all = sandbox.client().resources(ModelDeployment.class).inNamespace(NAMESPACE).list().getItems().stream()
                .sorted(Comparator.comparing(d -> d.getMetadata().getName()))
                .toList();
        var main = all.stream()
                .filter(deployment -> deployment.getMetadata().getName().equals(MAIN))
                .findFirst()
                .orElseThrow(() -> new SandboxException("ModelDeployment " + MAIN + " is gone"));
        last = orders.report(NAMESPACE + "/" + MAIN);
        var pods = sandbox.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("bailiwick.dev/name", MAIN)
                .list()
                .getItems();
        gpus.see(pods.size(), clock.instant());
        return new Snapshot(main, all, last, gpus.seconds());
    }

    private void note(Snapshot snapshot) {
        snapshot.decisions().stream()
                .filter(decision -> decision.from().intValue() != decision.to().intValue())
                .map(decision -> decision.time().substring(11, 19) + "  " + decision.message())
                .filter(line -> !sizes.contains(line))
                .forEach(sizes::add);
    }

    String summary() {
        var text = new StringBuilder();
        text.append("\nIn %s from the first Ready on: %d requests, %d answered, %d cut by a removed replica.%n"
                .formatted(Words.clock(last.elapsedSeconds()), last.sent(), last.answered(), last.cut()));
        text.append(
                "Attainment %s (first token within 2.5 s and 100 ms per token after it); TTFT p50 %s, p95 %s; TPOT p95 %s.%n"
                        .formatted(
                                Words.percent(last.attainment()),
                                Words.seconds(last.ttftP50()),
                                Words.seconds(last.ttftP95Total()),
                                Words.seconds(last.tpotP95())));
        text.append(String.format(
                Locale.ROOT, "%.0f GPU-seconds on H100, counted from each pod's order.%n", gpus.seconds()));
        text.append("Changes of size:\n");
        sizes.stream().sorted().forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    String howToGoOn(Path dir) {
        var elsewhere = dir.equals(Path.of(".sandbox")) ? "" : " --dir " + dir;
        return """

                Everything goes on running, the operator too. Use it:
                  ./bailiwick kubectl%1$s get mdep
                  ./bailiwick kubectl%1$s describe mdep maintenance-assistant
                  ./bailiwick kubectl%1$s apply -f your-modeldeployment.yaml
                Its logs and its journal are in %2$s. End it:
                  ./bailiwick sandbox down%1$s
                """.formatted(elsewhere, sandbox.logs());
    }
}
