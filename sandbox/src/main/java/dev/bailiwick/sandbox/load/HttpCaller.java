package dev.bailiwick.sandbox.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes streaming requests of one server, each on a connection of its own, since a Service chooses its pod by the
 * connection. What no engine takes is tried again for as long as the caller is patient.
 */
final class HttpCaller {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** With the four bytes that the estimate of a token's length is. */
    private static final String WORD = "pod ";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI completions;
    private final URI health;
    private final String model;
    private final Duration patience;
    private final InstantSource clock;
    private final AtomicLong retried = new AtomicLong();

    HttpCaller(SendPlan plan, InstantSource clock) {
        var root = plan.url().toString().replaceAll("/+$", "");
        this.completions = URI.create(root + "/v1/chat/completions");
        this.health = URI.create(root + "/health");
        this.model = plan.model();
        this.patience = plan.patience();
        this.clock = clock;
    }

    /** What became of a request. */
    sealed interface Outcome {}

    /** Its answer began, and ended like this. */
    record Answered(StreamReader.End end) implements Outcome {}

    /** No engine took it for as long as the caller was patient. */
    record Refused(String reason) implements Outcome {}

    /** The server answered that it never will. */
    record Failed(String reason) implements Outcome {}

    /** Attempts that were refused and made again. */
    long retried() {
        return retried.get();
    }

    /** Waits for a server that says it is ready; returns false when none does for as long as the caller is patient. */
    boolean awaitReady() throws InterruptedException {
        var until = clock.instant().plus(patience);
        do {
            try {
                var request = request(health).GET().timeout(CONNECT).build();
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return true;
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            Thread.sleep(PAUSE);
        } while (clock.instant().isBefore(until));
        return false;
    }

    /** Makes one request, again and again while it is refused. */
    Outcome call(SendPlan.Size size) throws InterruptedException {
        var until = clock.instant().plus(patience);
        var request = request(completions)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(size)))
                .build();
        while (true) {
            String refusal;
            try {
                var response = client.send(request, BodyHandlers.ofInputStream());
                if (response.statusCode() == 200) {
                    return new Answered(new StreamReader(clock).read(response.body()));
                }
                refusal = "status " + response.statusCode() + ": " + text(response);
                if (response.statusCode() != 503 && response.statusCode() != 429) {
                    return new Failed(refusal);
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                refusal = "no connection to " + completions.getAuthority();
            } catch (IOException e) {
                return new Answered(new StreamReader.Cut("before the first event: " + e));
            }
            if (!clock.instant().isBefore(until)) {
                return new Refused(refusal);
            }
            retried.incrementAndGet();
            Thread.sleep(PAUSE);
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Connection", "close");
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (var body = response.body()) {
            return new String(body.readNBytes(300), StandardCharsets.UTF_8);
        }
    }

    private String body(SendPlan.Size size) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "model", model,
                    "messages", List.of(Map.of("role", "user", "content", WORD.repeat(size.promptTokens()))),
                    "max_tokens", size.outputTokens(),
                    "stream", true,
                    "stream_options", Map.of("include_usage", true)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is always JSON", e);
        }
    }
}
