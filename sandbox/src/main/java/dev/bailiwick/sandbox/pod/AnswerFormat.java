package dev.bailiwick.sandbox.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one answer as OpenAI's API does, whole or in the events of a stream. */
final class AnswerFormat {
    /** The end of a stream that is complete. */
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> WORDS = List.of(
            "This ", "answer ", "comes ", "from ", "a ", "simulated ", "engine; ", "nothing ", "was ", "read. ");

    private final String id;
    private final String model;
    private final long created;
    private final CompletionRequest request;

    /**
     * The format of one answer.
     *
     * @param number unique within the engine
     * @param model the served name
     */
    AnswerFormat(long number, String model, CompletionRequest request, Instant created) {
        this.id = (request.chat() ? "chatcmpl-" : "cmpl-") + number + "-" + created.toEpochMilli();
        this.model = model;
        this.created = created.getEpochSecond();
        this.request = request;
    }

    private record Message(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String role,

            String content) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Choice(
            int index,
            @Nullable Message delta,
            @Nullable Message message,
            @Nullable String text,

            @JsonInclude @JsonProperty("finish_reason") @Nullable
            String finishReason) {}

    private record Usage(
            @JsonProperty("prompt_tokens") int promptTokens,
            @JsonProperty("completion_tokens") int completionTokens,
            @JsonProperty("total_tokens") int totalTokens) {}

    private record Body(
            String id,
            String object,
            long created,
            String model,
            List<Choice> choices,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Usage usage) {}

    /** The event before the first token: a chat's role; nothing for a text. */
    byte[] opening() {
        return request.chat() ? event(List.of(delta(new Message("assistant", ""), null)), null) : new byte[0];
    }

    /** The event with the tokens after the first {@code from} up to {@code to}. */
    byte[] tokens(int from, int to) {
        var reason = to == request.outputTokens() ? "length" : null;
        var text = text(from, to);
        return event(
                List.of(
                        request.chat()
                                ? delta(new Message(null, text), reason)
                                : new Choice(0, null, null, text, reason)),
                null);
    }

    /** The event that counts the tokens. */
    byte[] usage() {
        return event(List.of(), counted());
    }

    /** The whole answer. */
    byte[] whole() {
        var text = text(0, request.outputTokens());
        var choice = request.chat()
                ? new Choice(0, null, new Message("assistant", text), null, "length")
                : new Choice(0, null, null, text, "length");
        return json(new Body(
                id,
                request.chat() ? "chat.completion" : "text_completion",
                created,
                model,
                List.of(choice),
                counted()));
    }

    private Choice delta(Message message, @Nullable String reason) {
        return new Choice(0, message, null, null, reason);
    }

    private Usage counted() {
        return new Usage(
                request.promptTokens(), request.outputTokens(), request.promptTokens() + request.outputTokens());
    }

    private byte[] event(List<Choice> choices, @Nullable Usage usage) {
        var object = request.chat() ? "chat.completion.chunk" : "text_completion";
        var body = new String(json(new Body(id, object, created, model, choices, usage)), StandardCharsets.UTF_8);
        return ("data: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** One word stands for one token. */
    private static String text(int from, int to) {
        var text = new StringBuilder();
        for (var token = from; token < to; token++) {
            text.append(WORDS.get(token % WORDS.size()));
        }
        return text.toString();
    }

    /** JSON of any of the server's answers. */
    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
