package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.metrics.PageParser;
import dev.bailiwick.metrics.ParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineServerTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TEXT = "/v1/completions";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private EngineServer server = server();
    private Client client = new Client(server.port());

    @BeforeEach
    void ready() {
        server.ready();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void answersNothingBeforeItIsReady() {
        try (var cold = server();
                var early = new Client(cold.port())) {
            for (var path : List.of("/health", "/metrics", "/v1/models", CHAT)) {
                assertThat(early.get(path).statusCode()).as(path).isEqualTo(503);
            }
        }
    }

    @Test
    void saysThatItIsHealthyAndWhatItServes() {
        // When
        var health = client.get("/health");
        var models = Client.json(client.get("/v1/models").body());
        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(models.path("data").path(0).path("id").asText()).isEqualTo("small");
        assertThat(models.path("data").path(0).path("max_model_len").asInt()).isEqualTo(30_000);
        assertThat(models.path("data").path(1).path("id").asText()).isEqualTo("small-latest");
    }

    @Test
    void streamsAChatAsOpenAiDoes() {
        // When
        var response = client.post(CHAT, """
                {"model": "small", "messages": [{"role": "user", "content": "How are you today?"}], "max_tokens": 12,
                 "stream": true, "stream_options": {"include_usage": true}}""");
        // Then
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        var events = Client.events(response.body());
        assertThat(events.getLast()).isEqualTo("[DONE]");
        var chunks =
                events.subList(0, events.size() - 1).stream().map(Client::json).toList();
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("model").asText()).isEqualTo("small");
            assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
        });
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(text(chunks, "/choices/0/delta/content"))
                .isEqualTo("This answer comes from a simulated engine; nothing was read. This answer ");
        assertThat(chunks.stream()
                        .map(chunk -> chunk.at("/choices/0/finish_reason").asText("")))
                .filteredOn(reason -> reason.equals("length"))
                .hasSize(1);
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().path("usage"))
                .isEqualTo(Client.json("{\"prompt_tokens\": 9, \"completion_tokens\": 12, \"total_tokens\": 21}"));
    }

    @Test
    void streamsATextWithoutARoleAndCountsOnlyWhenAsked() {
        // When
        var events = Client.events(
                client.post(TEXT, "{\"model\": \"small\", \"prompt\": [1, 2, 3], \"max_tokens\": 3, \"stream\": true}")
                        .body());
        // Then
        var chunks =
                events.subList(0, events.size() - 1).stream().map(Client::json).toList();
        assertThat(text(chunks, "/choices/0/text")).isEqualTo("This answer comes ");
        assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
        assertThat(chunks).allMatch(chunk -> !chunk.path("choices").isEmpty());
    }

    @Test
    void answersWholeWithoutAStream() {
        // When
        var chat = Client.json(client.post(
                        CHAT,
                        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Hello\"}]}],"
                                + " \"max_completion_tokens\": 2}")
                .body());
        var text = Client.json(client.post(TEXT, "{\"model\": \"small-latest\", \"prompt\": \"Hello\"}")
                .body());
        // Then
        assertThat(chat.path("object").asText()).isEqualTo("chat.completion");
        assertThat(chat.at("/choices/0/message/content").asText()).isEqualTo("This answer ");
        assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(chat.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
        assertThat(text.at("/usage/completion_tokens").asInt()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"model": "small", | 400 | BadRequestError | the body is no JSON from line 1, column 19 on
            [] | 400 | BadRequestError | the body must be a JSON object
            {"model": "large", "prompt": "x"} | 404 | NotFoundError | The model `large` does not exist.
            {"prompt": ""} | 400 | BadRequestError | prompt must be a text that is not empty, or a list of token ids
            {"prompt": "x", "n": 2} | 400 | BadRequestError | n must be 1; this engine gives one answer to a request
            {"prompt": "x", "max_tokens": 0} | 400 | BadRequestError | max_tokens must be a whole number of at least 1, not 0
            {"prompt": "x", "max_tokens": "9"} | 400 | BadRequestError | max_tokens must be a whole number of at least 1, not "9"
            {"prompt": "x", "max_tokens": 30000} | 400 | BadRequestError | This model's maximum context length is 30000 tokens. However, the request has 1 tokens of input and asks for 30000 of output; shorten one of them.
            """)
    void saysWhatIsWrongWithARequestInOpenAisShape(String body, int status, String type, String message) {
        // When
        var response = client.post(TEXT, body);
        // Then
        var error = Client.json(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("message").asText()).isEqualTo(message);
        assertThat(error.has("param")).isTrue();
    }

    @Test
    void knowsItsPathsAndTheirMethods() {
        assertThat(client.get(CHAT).statusCode()).isEqualTo(405);
        assertThat(client.post("/metrics", "").statusCode()).isEqualTo(405);
        assertThat(client.get("/v2").statusCode()).isEqualTo(404);
        assertThat(client.post(TEXT, "x".repeat((4 << 20) + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void countsOnItsMetricsPageWhatItAnswered() {
        // When
        client.post(TEXT, "{\"prompt\": [1, 2, 3], \"max_tokens\": 5}");
        // Then
        assertThat(page())
                .containsEntry("vllm:prompt_tokens_total", 3.0)
                .containsEntry("vllm:generation_tokens_total", 5.0)
                .containsEntry("vllm:num_requests_running", 0.0);
    }

    @Test
    void forgetsTheRequestOfAClientThatGoesAway() throws IOException {
        // Given both kinds of answer, each for minutes, and one that waits behind them
        var body = "{\"prompt\": \"x\", \"max_tokens\": 20000, \"stream\": %s}";
        var stream = client.open(TEXT, body.formatted("true"));
        var whole = client.open(TEXT, body.formatted("false"));
        await(() -> inEngine(2, 0));
        var waiting = client.open(TEXT, body.formatted("true"));
        await(() -> inEngine(2, 1));
        // When
        stream.close();
        whole.close();
        waiting.close();
        // Then
        await(() -> inEngine(0, 0));
        assertThat(page()).containsEntry("vllm:request_success_total", 0.0);
    }

    @Test
    void takesNoMoreRequestsOnceItDrains() {
        // When
        var under = server.closeGate();
        // Then
        var refused = client.post(TEXT, "{\"prompt\": \"x\"}");
        assertThat(under).isZero();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(client.get("/health").statusCode()).isEqualTo(503);
        assertThat(client.get("/metrics").statusCode()).isEqualTo(200);
    }

    private boolean inEngine(double running, double waiting) {
        var page = page();
        return page.getOrDefault("vllm:num_requests_running", Double.NaN) == running
                && page.getOrDefault("vllm:num_requests_waiting", Double.NaN) == waiting;
    }

    private Map<String, Double> page() {
        var page = client.get("/metrics").body().getBytes(StandardCharsets.UTF_8);
        var samples = new HashMap<String, Double>();
        var result = PageParser.all().parse(page, (series, value) -> samples.merge(series.name(), value, Double::sum));
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return samples;
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
        }
    }

    private static String text(List<JsonNode> chunks, String pointer) {
        return chunks.stream().map(chunk -> chunk.at(pointer).asText("")).collect(Collectors.joining());
    }

    private static EngineServer server() {
        var profile = EngineCatalogue.load().find("llama-3.1-8b-h100").orElseThrow();
        var settings = new EngineSettings(
                Optional.empty(),
                List.of("small", "small-latest"),
                "127.0.0.1",
                0,
                profile.withLimits(421_000, 2, 1024),
                30_000,
                Duration.ZERO,
                Duration.ofSeconds(1));
        try {
            return new EngineServer(settings, InstantSource.system());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
