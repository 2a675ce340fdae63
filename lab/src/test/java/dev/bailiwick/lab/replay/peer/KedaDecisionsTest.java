package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What KEDA's own executor decided between none and some, recorded by {@code src/test/go/keda}. */
class KedaDecisionsTest {
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/bailiwick/lab/replay/peer/keda-decisions.jsonl");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TARGETS = 120;
    private static final int LEAST_POLLS = 3_000;

    @Test
    void decidesAsKedaDid() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(RECORDED);
        List<String> different = new ArrayList<>();
        int polls = 0;
        // When
        for (String line : lines) {
            JsonNode target = JSON.readTree(line);
            polls += target.get("steps").size();
            compare(target, different);
        }
        // Then
        assertThat(different).isEmpty();
        assertThat(lines).hasSize(TARGETS);
        assertThat(polls).isGreaterThan(LEAST_POLLS);
    }

    private static void compare(JsonNode target, List<String> different) {
        KedaActivation activation = new KedaActivation(
                target.get("min").asInt(), 1_000 * target.get("cooldown").asLong());
        for (JsonNode step : target.get("steps")) {
            int size = activation.poll(
                    1_000 * step.get(0).asLong(),
                    step.get(1).asInt(),
                    step.get(2).asInt() == 1);
            if (size != step.get(3).asInt()) {
                different.add("%s at %d: %d, not %d"
                        .formatted(
                                target.get("name").asText(),
                                step.get(0).asLong(),
                                size,
                                step.get(3).asInt()));
            }
        }
    }
}
