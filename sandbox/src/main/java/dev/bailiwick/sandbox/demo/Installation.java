package dev.bailiwick.sandbox.demo;

import dev.bailiwick.sandbox.LoopbackPorts;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Installs the chart, the engines and the operator on a sandbox, the operator under the chart's own ServiceAccount. */
final class Installation {
    private static final String NAMESPACE = "bailiwick-system";
    private static final Duration TOKEN = Duration.ofDays(30);
    private static final int LOG_LINES = 20;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** A demo is over before compiling hard has paid. */
    private static final String SHORT = "-XX:TieredStopAtLevel=1";

    private final Sandbox sandbox;
    private final Path root;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param root the checkout, which holds chart and products
     */
    Installation(Sandbox sandbox, Path root) {
        this.sandbox = sandbox;
        this.root = root;
    }

    void chart() {
        sandbox.helm(
                        "install",
                        "bailiwick",
                        root.resolve("helm/bailiwick").toString(),
                        "--namespace",
                        NAMESPACE,
                        "--create-namespace",
                        "--set",
                        "operator.replicas=0")
                .orThrow();
    }

    /** Starts the simulated engines and returns the port of their pages. */
    int engines(Duration coldStart) {
        var port = LoopbackPorts.free();
        sandbox.startChild(
                "engines",
                List.of(
                        java(),
                        "-XX:+UseSerialGC",
                        SHORT,
                        "-jar",
                        product("sandbox/target/bailiwick-sandbox.jar"),
                        "engines",
                        "--dir",
                        sandbox.dir().toString(),
                        "--port",
                        Integer.toString(port),
                        "--cold-start",
                        Double.toString(coldStart.toMillis() / 1000.0)),
                Map.of());
        await("engines", "http://127.0.0.1:" + port + "/load", 400);
        return port;
    }

    /** Starts the operator and returns the port of its own metrics and health. */
    int operator(int enginePort) {
        var port = LoopbackPorts.free();
        var kubeconfig = sandbox.token("bailiwick", NAMESPACE, TOKEN);
        sandbox.startChild(
                "operator",
                List.of(
                        java(),
                        "-XX:+UseSerialGC",
                        SHORT,
                        "-jar",
                        product("operator/target/quarkus-app/quarkus-run.jar")),
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "BAILIWICK_HTTP_PORT",
                        Integer.toString(port),
                        "BAILIWICK_LOG_JSON",
                        "false",
                        "BAILIWICK_NAMESPACE",
                        NAMESPACE,
                        "BAILIWICK_LEASE_NAME",
                        "bailiwick-leader",
                        "BAILIWICK_LEASE_IDENTITY",
                        "demo",
                        "BAILIWICK_METRICS_ENDPOINT",
                        "http://127.0.0.1:" + enginePort + "/engines/{podUID}{path}",
                        "BAILIWICK_SIGNALS_INTERVAL",
                        "3s",
                        "BAILIWICK_JOURNAL_DIRECTORY",
                        sandbox.logs().resolve("journal").toString(),
                        "BAILIWICK_JOURNAL_MAX_SIZE",
                        "64Mi"));
        await("operator", "http://127.0.0.1:" + port + "/q/health/ready", 200);
        return port;
    }

    private void await(String child, String address, int status) {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(2))
                .build();
        for (var waited = 0L; waited < READY_WITHIN.toMillis(); waited += 250) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == status) {
                    return;
                }
            } catch (IOException e) {
                ended(child);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SandboxException("interrupted");
            }
            pause();
        }
        throw new SandboxException("the " + child + " is not ready after " + READY_WITHIN.toSeconds()
                + " s; the end of its log:\n" + endOfLog(child));
    }

    /** Says why at once when the process has ended, in place of waiting for what cannot come. */
    private void ended(String child) {
        sandbox.children().stream()
                .filter(process -> process.name().equals(child) && process.ended() != null)
                .findFirst()
                .ifPresent(process -> {
                    throw new SandboxException("the " + child + " ended; the end of its log:\n" + endOfLog(child));
                });
    }

    /** The log itself goes with the sandbox, which ends after this. */
    private String endOfLog(String child) {
        var log = sandbox.logs().resolve(child + ".log");
        try (var lines = Files.lines(log)) {
            var all = lines.toList();
            return all.subList(Math.max(0, all.size() - LOG_LINES), all.size()).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  " + log + " cannot be read: " + e.getMessage();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String product(String path) {
        var file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new SandboxException(file + " is missing; build it with ./bailiwick, which runs this too");
        }
        return file.toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
