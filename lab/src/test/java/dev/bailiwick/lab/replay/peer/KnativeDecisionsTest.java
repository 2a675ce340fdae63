package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bailiwick.lab.replay.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Knative's own autoscaler decided, recorded by {@code src/test/go/knative}: short runs and long ones. */
class KnativeDecisionsTest {
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/bailiwick/lab/replay/peer/knative-decisions.jsonl");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LEAST_RUNS = 300;
    private static final int NO_TICK = -2;

    @Test
    void decidesAsKnativeDid() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(RECORDED);
        List<String> different = new ArrayList<>();
        // When
        for (String line : lines) {
            compare(JSON.readTree(line), different);
        }
        // Then
        assertThat(different).isEmpty();
        assertThat(lines).hasSizeGreaterThan(LEAST_RUNS);
    }

    private static void compare(JsonNode run, List<String> different) {
        KpaScale scale = new KpaScale(setting(run));
        for (JsonNode step : run.get("steps")) {
            long second = step.get(0).asLong();
            if (step.get(1).asLong() >= 0) {
                scale.record(second, step.get(1).asLong() / 1_000.0);
            }
            if (step.get(3).asInt() != NO_TICK) {
                int wanted = scale.scale(second, step.get(2).asInt()).orElse(-1);
                if (wanted != step.get(3).asInt()) {
                    different.add("%s at %d: %d, not %d"
                            .formatted(
                                    run.get("name").asText(),
                                    second,
                                    wanted,
                                    step.get(3).asInt()));
                }
            }
        }
    }

    private static Setting setting(JsonNode run) {
        return new Entrants()
                .named("kpa")
                .orElseThrow()
                .defaults()
                .with("target", run.get("target").asDouble())
                .with("utilization", 1)
                .with("stable-window", run.get("stableWindow").asDouble())
                .with("panic-share", run.get("panicShare").asDouble())
                .with("panic-threshold", run.get("panicThreshold").asDouble())
                .with("max-up-rate", run.get("maxUpRate").asDouble())
                .with("max-down-rate", run.get("maxDownRate").asDouble())
                .with("down-delay", run.get("downDelay").asDouble());
    }
}
