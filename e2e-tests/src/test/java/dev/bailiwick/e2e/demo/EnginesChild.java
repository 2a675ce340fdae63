package dev.bailiwick.e2e.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.sandbox.LoopbackPorts;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.load.LoadReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The process that simulates the engines of a sandbox, started as the demo starts it, with a cold start of one second. */
final class EnginesChild implements AutoCloseable {

    private static final String NAME = "engines";
    private static final Path JAR = Path.of("../sandbox/target/bailiwick-sandbox.jar");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private EnginesChild(Sandbox sandbox, int port) {
        this.sandbox = sandbox;
        this.port = port;
    }

    static EnginesChild start(Sandbox sandbox) {
        var child = new EnginesChild(sandbox, LoopbackPorts.free());
        sandbox.startChild(
                NAME,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        NAME,
                        "--dir",
                        sandbox.dir().toString(),
                        "--port",
                        Integer.toString(child.port),
                        "--cold-start",
                        "1"),
                Map.of());
        Eventually.eventually(
                "the simulated engines to answer; their log is "
                        + sandbox.logs().resolve(NAME + ".log"),
                child::answers);
        return child;
    }

    private boolean answers() {
        try {
            return send("GET", "/load").statusCode() == 400;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics page of a pod's engine. */
    HttpResponse<String> page(String uid) {
        return ask("GET", "/engines/" + uid + "/metrics");
    }

    /** Orders a load, in the words of the demo. */
    LoadReport order(String words) {
        return report(ask("POST", "/load?" + words));
    }

    /** Returns what the clients of a deployment have felt, when it is as told. */
    LoadReport await(String what, String deployment, Predicate<LoadReport> told) {
        Eventually.eventually(() -> what + "; the load is " + report(deployment), () -> told.test(report(deployment)));
        return report(deployment);
    }

    LoadReport report(String deployment) {
        return report(ask("GET", "/load?deployment=" + deployment));
    }

    private static LoadReport report(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        try {
            return JSON.readValue(answer.body(), LoadReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> ask(String method, String path) {
        try {
            return send(method, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String method, String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        sandbox.stopChild(NAME);
        http.close();
    }
}
