package dev.bailiwick.e2e.bench;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.OurImages;
import dev.bailiwick.sandbox.LoopbackPorts;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

/** The operator as our chart installs it: in cluster mode, under its ServiceAccount, with the product's defaults and a journal. */
final class BenchOperator {
    static final String USER = "system:serviceaccount:bailiwick-system:bailiwick";
    static final String NAMESPACE = "bailiwick-system";
    private static final Duration TOKEN = Duration.ofHours(2);

    private final Sandbox sandbox;
    private final Path journal;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private BenchOperator(Sandbox sandbox, Path journal, int port) {
        this.sandbox = sandbox;
        this.journal = journal;
        this.port = port;
    }

    /** Installs the chart without an operator; what its ServiceAccount's kubeconfig is. */
    static Path install(Sandbox sandbox, Path root) {
        sandbox.helm(
                        "install",
                        "bailiwick",
                        root.resolve("helm/bailiwick").toString(),
                        "--namespace=" + NAMESPACE,
                        "--create-namespace",
                        "--set=operator.replicas=0")
                .orThrow();
        return sandbox.token("bailiwick", NAMESPACE, TOKEN);
    }

    /**
     * Starts the operator of our image.
     *
     * @param directory where the image is unpacked
     * @param endpoint where it reads engines
     */
    static BenchOperator start(Sandbox sandbox, Path root, Path directory, String endpoint) {
        var kubeconfig = install(sandbox, root);
        var command =
                new ArrayList<>(OurImages.unpackedOperator(root, directory).command());
        // The memory that the chart allows; in a container the JVM would see it.
        command.add(1, "-XX:MaxRAM=1g");
        var operator = new BenchOperator(sandbox, sandbox.logs().resolve("journal"), LoopbackPorts.free());
        sandbox.startChild(
                "operator",
                command,
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "BAILIWICK_HTTP_PORT",
                        Integer.toString(operator.port),
                        "BAILIWICK_LOG_JSON",
                        "false",
                        "BAILIWICK_NAMESPACE",
                        NAMESPACE,
                        "BAILIWICK_LEASE_NAME",
                        "bailiwick-leader",
                        "BAILIWICK_LEASE_IDENTITY",
                        "bench",
                        "BAILIWICK_METRICS_ENDPOINT",
                        endpoint,
                        "BAILIWICK_JOURNAL_DIRECTORY",
                        operator.journal.toString()));
        Eventually.eventually("the operator to be ready", operator::ready);
        return operator;
    }

    Path journal() {
        return journal;
    }

    OperatorProcess process() {
        return sandbox.children().stream()
                .filter(child -> child.name().equals("operator"))
                .map(child -> new OperatorProcess(child.pid()))
                .findFirst()
                .orElseThrow();
    }

    private boolean ready() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** A number of its own metrics page, by the series as it stands there; NaN where there is none. */
    double metric(String series) throws IOException {
        var line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$")
                .matcher(get("/metrics").body());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
