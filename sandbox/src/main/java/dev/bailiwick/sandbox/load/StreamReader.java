package dev.bailiwick.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads the events of one streamed completion, as OpenAI's API sends them, and notes when its tokens came. */
final class StreamReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data:";

    private final InstantSource clock;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private int events;
    private int counted;

    StreamReader(InstantSource clock) {
        this.clock = clock;
    }

    /** How a stream ended. */
    sealed interface End {}

    /**
     * With its {@code [DONE]}.
     *
     * @param first when the first token came
     * @param last when the last token came
     * @param tokens tokens by the server's count, or events with text in them if it gave none; at least 1
     */
    record Whole(Instant first, Instant last, int tokens) implements End {}

    /**
     * Before it.
     *
     * @param reason what was seen instead
     */
    record Cut(String reason) implements End {}

    /** Reads the stream to its end. */
    End read(InputStream stream) {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    var data = line.substring(DATA.length()).strip();
                    if (data.equals("[DONE]")) {
                        return whole();
                    }
                    event(JSON.readTree(data));
                }
            }
        } catch (IOException e) {
            return new Cut("after " + events + " events: " + e);
        }
        return new Cut("after " + events + " events: the stream ended without [DONE]");
    }

    private void event(JsonNode event) {
        var choice = event.path("choices").path(0);
        var text = choice.path("text").asText("")
                + choice.path("delta").path("content").asText("");
        if (!text.isEmpty()) {
            last = clock.instant();
            first = first == null ? last : first;
            events++;
        }
        counted = event.path("usage").path("completion_tokens").asInt(counted);
    }

    private End whole() {
        return first == null || last == null
                ? new Cut("the stream ended without a token")
                : new Whole(first, last, Math.max(counted, events));
    }
}
