package dev.bailiwick.sandbox.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
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
    private static final int MOST_OF_AN_ERROR = 300;
    /** Of the four bytes that are taken for a token. */
    private static final String WORD = "pod ";

    static {
        // Read once, by the first connection. A connection that was kept, and that the server closes just as it is used
        // again, would look like a cut; a POST that is repeated in silence would hide one.
        System.setProperty("http.keepAlive", "false");
        System.setProperty("sun.net.http.retryPost", "false");
    }

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

    /** No engine took it; another attempt may find one. */
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
        while (!healthy()) {
            if (!clock.instant().isBefore(until)) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    private boolean healthy() {
        try {
            var connection = open(health);
            connection.setReadTimeout((int) CONNECT.toMillis());
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes one request, again and again while it is refused. */
    Outcome call(SendPlan.Size size) throws InterruptedException {
        var until = clock.instant().plus(patience);
        var body = body(size);
        while (true) {
            var outcome = attempt(body);
            if (Thread.interrupted()) {
                throw new InterruptedException("the load is over");
            }
            if (!(outcome instanceof Refused) || !clock.instant().isBefore(until)) {
                return outcome;
            }
            retried.incrementAndGet();
            Thread.sleep(PAUSE);
        }
    }

    private Outcome attempt(byte[] body) {
        HttpURLConnection connection;
        try {
            connection = open(completions);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.connect();
        } catch (IOException e) {
            return new Refused("no connection to " + completions.getAuthority() + ": " + e.getMessage());
        }
        try {
            try (var out = connection.getOutputStream()) {
                out.write(body);
            }
            var status = connection.getResponseCode();
            if (status == 200) {
                return new Answered(new StreamReader(clock).read(connection.getInputStream()));
            }
            var reason = "status " + status + ": " + error(connection);
            return status == 503 || status == 429 ? new Refused(reason) : new Failed(reason);
        } catch (IOException e) {
            return new Answered(new StreamReader.Cut("before the first event: " + e));
        } finally {
            connection.disconnect();
        }
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    private static String error(HttpURLConnection connection) throws IOException {
        var stream = connection.getErrorStream();
        return stream == null ? "" : new String(stream.readNBytes(MOST_OF_AN_ERROR), UTF_8);
    }

    private byte[] body(SendPlan.Size size) {
        try {
            return JSON.writeValueAsBytes(Map.of(
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
