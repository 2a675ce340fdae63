package dev.bailiwick.lab.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ResultJson.schema());

    private static JsonNode written(List<Result> judged, List<Result> tuning) throws IOException {
        StringWriter text = new StringWriter();
        ResultJson.write(judged, tuning, text);
        return MAPPER.readTree(text.toString());
    }

    private static Result unanswered() {
        Score score = new Score(0, null, null, 0, 0, 0, null, null, 0, 0, 0, 7, 12.5, 0, 7);
        Result any = Samples.result(
                Samples.cell("quiet", 900, new Perturbation(List.of("engine=+25%"))),
                "static:4",
                Samples.setting("replicas", 4),
                2,
                1,
                null,
                1);
        return new Result(
                any.cell(),
                any.policy(),
                any.setting(),
                any.seed(),
                new Outcome(score, any.outcome().course()),
                1.25,
                null,
                0.1);
    }

    @Test
    void whatIsWrittenIsWhatTheSchemaSays() throws IOException {
        // Given runs with everything, and with nothing that can be absent
        JsonNode json = written(
                List.of(Samples.result("ours", 1, 0.995, 10), unanswered()), List.of(Samples.result("hpa", 4, 0.9, 3)));
        // Then
        assertThat(SCHEMA.validate(json)).isEmpty();
        assertThat(json).hasSize(3);
    }

    @Test
    void theSchemaNamesEveryFieldThatIsWrittenAndNoOther() throws IOException {
        // Given
        JsonNode run = written(List.of(unanswered()), List.of()).path(0);
        JsonNode item = MAPPER.readTree(ResultJson.schema()).path("items");
        // Then
        assertThat(run.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> item.path("properties").fieldNames());
        assertThat(run.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        MAPPER.convertValue(item.path("required"), String[].class).length == 0
                                ? List.of()
                                : List.of(MAPPER.convertValue(item.path("required"), String[].class)));
    }

    @Test
    void theSchemaRefusesWhatIsNotAResult() throws IOException {
        // Given
        ObjectNode run = (ObjectNode) written(List.of(unanswered()), List.of()).path(0);
        run.put("slo_attainment", 1.5);
        run.remove("gpu_hours");
        run.put("router", "fastest");
        // Then
        assertThat(SCHEMA.validate(MAPPER.createArrayNode().add(run)))
                .extracting(message -> Objects.toString(message.getType()))
                .containsExactlyInAnyOrder("maximum", "required", "enum");
    }

    @Test
    void anAbsentBoundIsNullAndAPresentOneARatio() throws IOException {
        JsonNode run = written(List.of(unanswered()), List.of()).path(0);
        assertThat(run.path("gpu_hours_over_best_known").asDouble()).isEqualTo(1.25);
        assertThat(run.path("gpu_hours_over_lower_bound").isNull()).isTrue();
    }

    @Test
    void thePublishedSchemaIsTheOneThatShips() {
        assertThat(Path.of("..", "docs", "reference", "replay.schema.json")).hasContent(ResultJson.schema());
    }
}
