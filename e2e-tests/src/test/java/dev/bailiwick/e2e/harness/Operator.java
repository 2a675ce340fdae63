package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.LoopbackPorts;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * A release of our chart and its operator, which runs as a process of its own under the release's ServiceAccount: what it may do is what
 * the chart grants. It ends with the sandbox.
 */
public final class Operator {

    private static final Path CHART = Path.of("../helm/bailiwick");

    /** A start takes seconds of a core; operators that start all together each run into what is allowed for one alone. */
    private static final Semaphore STARTS = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final Sandbox sandbox;
    private final String account;
    private final String namespace;
    private final int port;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private boolean running;

    private Operator(Sandbox sandbox, String account, String namespace, int port, Map<String, String> environment) {
        this.sandbox = sandbox;
        this.account = account;
        this.namespace = namespace;
        this.port = port;
        this.environment = environment;
    }

    /**
     * Installs a release; the operator does not run yet.
     *
     * @param release name of the release
     * @param namespace where to, made where it is missing
     * @param values further arguments of {@code helm install}
     * @param engines where the operator reads engines
     * @param settings environment variables that differ from those of the other tests
     */
    static Operator install(
            Sandbox sandbox,
            String release,
            String namespace,
            List<String> values,
            EngineDesk engines,
            Map<String, String> settings) {
        var command = new ArrayList<>(List.of(
                "install",
                release,
                CHART.toString(),
                "--namespace=" + namespace,
                "--create-namespace",
                "--take-ownership",
                "--set=operator.replicas=0"));
        command.addAll(values);
        sandbox.helm(command.toArray(String[]::new)).orThrow();
        var account = release.contains("bailiwick") ? release : release + "-bailiwick";
        var environment = new HashMap<>(Map.of(
                "BAILIWICK_LOG_JSON",
                "false",
                "BAILIWICK_NAMESPACE",
                namespace,
                "BAILIWICK_LEASE_NAME",
                account + "-leader",
                "BAILIWICK_LEASE_IDENTITY",
                account,
                "BAILIWICK_METRICS_ENDPOINT",
                engines.endpoint(),
                "BAILIWICK_SCRAPE_INTERVAL",
                "500ms",
                "BAILIWICK_DRAIN_GRACE",
                "1s",
                "BAILIWICK_SIGNALS_INTERVAL",
                "1s"));
        environment.putAll(settings);
        var port = LoopbackPorts.free();
        environment.put("BAILIWICK_HTTP_PORT", Integer.toString(port));
        environment.put(
                "KUBECONFIG",
                sandbox.token(account, namespace, Duration.ofDays(30)).toString());
        return new Operator(sandbox, account, namespace, port, environment);
    }

    /** Takes the API server's authority out of its kubeconfig and names it as a bundle of one's own instead. */
    public void trustsByBundleAlone() {
        var kubeconfig = Path.of(Objects.requireNonNull(environment.get("KUBECONFIG")));
        try {
            var text = Files.readString(kubeconfig);
            var authority = Pattern.compile("certificate-authority-data: \"?([^\"\\s]+)\"?")
                    .matcher(text);
            if (!authority.find()) {
                throw new AssertionError(kubeconfig + " names no authority");
            }
            var bundle = kubeconfig.resolveSibling(kubeconfig.getFileName() + ".pem");
            Files.write(bundle, Base64.getDecoder().decode(authority.group(1)));
            Files.writeString(kubeconfig, authority.replaceFirst("insecure-skip-tls-verify: false"));
            environment.put("BAILIWICK_CA_BUNDLE", bundle.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the operator unless it runs, and returns when it is ready. */
    public synchronized void start() {
        if (running) {
            return;
        }
        STARTS.acquireUninterruptibly();
        try {
            sandbox.startChild(child(), command(), environment);
            Eventually.eventually("the operator to be ready; its log is " + log(), () -> {
                refuseToWaitInVain();
                return get("/q/health/ready").status() == 200;
            });
            running = true;
        } finally {
            STARTS.release();
        }
    }

    private void refuseToWaitInVain() {
        try {
            if (Files.exists(log()) && Files.readString(log()).contains("Failed to start application")) {
                throw new AssertionError("the operator failed to start:\n" + Files.readString(log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the operator in order, if it runs, and returns when it has ended. */
    public synchronized void stop() {
        if (running) {
            running = false;
            sandbox.stopChild(child());
        }
    }

    /** Name of the user that its requests come from, as the audit log has it. */
    public String user() {
        return "system:serviceaccount:" + namespace + ":" + account;
    }

    /** The namespace of its release. */
    public String namespace() {
        return namespace;
    }

    /** The name of its ServiceAccount and of what else its release holds. */
    public String account() {
        return account;
    }

    /**
     * What the operator says over HTTP.
     *
     * @param status status, 0 when nobody answers
     * @param body body, as text
     */
    public record Answer(int status, String body) {}

    /** Asks the operator over HTTP. */
    public Answer get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it answers: host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Where its log is. */
    public Path log() {
        return sandbox.logs().resolve(child() + ".log");
    }

    /** The supervisor takes names of at most 40 characters; that of a namespace begins with what makes it its own. */
    private String child() {
        var name = "operator-" + namespace;
        return name.substring(0, Math.min(name.length(), 40)).replaceAll("-+$", "");
    }

    /** A small machine runs several of these, each for minutes at most: compiling hard would not pay. */
    private static List<String> command() {
        var command = new ArrayList<>(OurImages.operator());
        command.addAll(command.indexOf("-jar"), List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
        return command;
    }
}
