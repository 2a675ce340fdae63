package dev.bailiwick.sandbox.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bailiwick.sandbox.SandboxException;
import dev.bailiwick.sandbox.load.LoadReport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders load from the process that simulates the engines, and asks how it goes. */
final class LoadOrders {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param port of the engines' pages */
    LoadOrders(int port) {
        this.port = port;
    }

    void start(Map<String, String> order) {
        send("POST", order);
    }

    LoadReport report(String deployment) {
        return send("GET", Map.of("deployment", deployment));
    }

    private LoadReport send(String method, Map<String, String> query) {
        var words = query.entrySet().stream()
                .map(word -> word.getKey() + "=" + URLEncoder.encode(word.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/load?" + words))
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new SandboxException("load: " + answer.body().strip());
            }
            return JSON.readValue(answer.body(), LoadReport.class);
        } catch (IOException e) {
            throw new SandboxException("the simulated engines do not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted");
        }
    }
}
