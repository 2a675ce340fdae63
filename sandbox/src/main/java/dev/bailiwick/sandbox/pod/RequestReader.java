package dev.bailiwick.sandbox.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request. Tokens of a prompt are estimated as a quarter of its UTF-8 bytes, the usual rule of thumb
 * for English, plus four for each message of a chat; a prompt of token ids is counted.
 */
final class RequestReader {
    private static final int BYTES_PER_TOKEN = 4;
    private static final int TOKENS_PER_MESSAGE = 4;
    /** What OpenAI and vLLM take for a text completion without {@code max_tokens}. */
    private static final int TEXT_DEFAULT = 16;
    /** An answer ends by itself some time; vLLM knows from the model, the simulator has to choose. */
    private static final int CHAT_DEFAULT = 256;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Set<String> servedNames;
    private final int contextTokens;

    /**
     * A reader of the requests for one model.
     *
     * @param servedNames names of the model
     * @param contextTokens most tokens of a prompt and its answer
     */
    RequestReader(Set<String> servedNames, int contextTokens) {
        this.servedNames = Set.copyOf(servedNames);
        this.contextTokens = contextTokens;
    }

    /** What a body asks for. */
    sealed interface Result {}

    /** It can be served. */
    record Asked(CompletionRequest request) implements Result {}

    /** It cannot. */
    record Refused(ApiError error) implements Result {}

    /** Reads a body. */
    Result read(boolean chat, byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // The parser's own words would quote the body, and with it perhaps the prompt.
            return bad(
                    "the body is no JSON from line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " on",
                    null);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        if (root == null || !root.isObject()) {
            return bad("the body must be a JSON object", null);
        }
        var model = root.path("model");
        if (!model.isMissingNode() && !model.isNull() && !servedNames.contains(model.asText())) {
            return new Refused(ApiError.notFound("The model `" + model.asText() + "` does not exist.", "model"));
        }
        if (root.path("n").asInt(1) != 1) {
            return bad("n must be 1; this engine gives one answer to a request", "n");
        }
        var prompt = chat ? chatTokens(root.path("messages")) : textTokens(root.path("prompt"));
        if (prompt == 0) {
            return chat
                    ? bad("messages must be a list of at least one message with text in its content", "messages")
                    : bad("prompt must be a text that is not empty, or a list of token ids", "prompt");
        }
        return sized(root, chat, prompt);
    }

    private Result sized(JsonNode root, boolean chat, int prompt) {
        var name = chat && root.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        var wanted = root.path(name);
        if (root.hasNonNull(name) && !(wanted.isInt() && wanted.asInt() >= 1)) {
            return bad(name + " must be a whole number of at least 1, not " + wanted, name);
        }
        var left = contextTokens - prompt;
        var output = root.hasNonNull(name) ? wanted.asInt() : Math.min(left, chat ? CHAT_DEFAULT : TEXT_DEFAULT);
        if (left < 1 || output > left) {
            return bad(
                    "This model's maximum context length is " + contextTokens + " tokens. However, the request has "
                            + prompt + " tokens of input and asks for " + Math.max(output, 1)
                            + " of output; shorten one of them.",
                    name);
        }
        return new Asked(new CompletionRequest(
                chat,
                prompt,
                output,
                root.path("stream").asBoolean(false),
                root.path("stream_options").path("include_usage").asBoolean(false)));
    }

    private static int chatTokens(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            return 0;
        }
        var tokens = 0;
        for (var message : messages) {
            var content = message.path("content");
            if (content.isTextual()) {
                tokens += tokens(content.asText());
            } else {
                for (var part : content) {
                    tokens += tokens(part.path("text").asText(""));
                }
            }
            tokens += TOKENS_PER_MESSAGE;
        }
        return tokens;
    }

    private static int textTokens(JsonNode prompt) {
        if (prompt.isTextual()) {
            return tokens(prompt.asText());
        }
        if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
            return tokens(prompt.get(0).asText());
        }
        for (var id : prompt) {
            if (!id.isIntegralNumber()) {
                return 0;
            }
        }
        return prompt.size();
    }

    private static int tokens(String text) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_PER_TOKEN);
    }

    private static Result bad(String message, @Nullable String parameter) {
        return new Refused(ApiError.badRequest(message, parameter));
    }
}
