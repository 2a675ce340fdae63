package dev.bailiwick.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.sandbox.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A Prometheus that scrapes one operator twice a second. It ends with the sandbox at the latest. */
public final class Prometheus implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHILD = "prometheus";

    private final Scene scene;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Scene scene, String address) {
        this.scene = scene;
        this.address = address;
    }

    /** Starts it, and returns once the operator has been scraped. */
    public static Prometheus scraping(Scene scene) {
        var directory = scene.sandbox().logs().resolveSibling("prometheus");
        var port = LoopbackPorts.free();
        try {
            Files.createDirectories(directory);
            var configuration = Files.writeString(directory.resolve("prometheus.yaml"), """
                    global: {scrape_interval: 500ms, scrape_timeout: 500ms}
                    scrape_configs:
                    - job_name: bailiwick
                      honor_labels: true
                      static_configs: [{targets: ["%s"]}]
                    """.formatted(
                            scene.operator().address()));
            scene.sandbox().startChild(CHILD, command(configuration, directory, port), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var prometheus = new Prometheus(scene, "http://127.0.0.1:" + port);
        Eventually.eventually(
                "Prometheus to scrape the operator; its log is in "
                        + scene.sandbox().logs(),
                () -> prometheus.ready() && prometheus.hasData("bailiwick_build_info"));
        return prometheus;
    }

    private static List<String> command(Path configuration, Path directory, int port) {
        return List.of(
                PrometheusTools.find().prometheus().toString(),
                "--config.file=" + configuration.toAbsolutePath(),
                "--storage.tsdb.path=" + directory.resolve("data").toAbsolutePath(),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn");
    }

    /** Whether a query returns a number now; NaN is none. A query that Prometheus refuses fails the test. */
    public boolean hasData(String query) {
        var result = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
        return StreamSupport.stream(result.spliterator(), false)
                .anyMatch(series -> !series.path("value").path(1).asText().equals("NaN"));
    }

    /** The values that a label of a metric has. */
    public List<String> labelValues(String metric, String label) {
        var values = get("/api/v1/label/" + label + "/values?match%5B%5D="
                        + URLEncoder.encode(metric, StandardCharsets.UTF_8))
                .path("data");
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private boolean ready() {
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            var answer = send(path);
            if (answer.statusCode() != 200) {
                throw new AssertionError("Prometheus refuses " + path + ": " + answer.body());
            }
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.net.http.HttpResponse<String> send(String path) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        scene.sandbox().stopChild(CHILD);
    }
}
