package dev.bailiwick.workload.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketEdgesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PAGE = """
            vllm:num_requests_running{engine="0"} 1
            vllm:num_requests_waiting{engine="0"} 0
            vllm:time_to_first_token_seconds_bucket{engine="0",le="1.0"} 3
            vllm:time_to_first_token_seconds_bucket{engine="0",le="2.5"} 4
            vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf"} 5
            vllm:time_to_first_token_seconds_sum{engine="0"} 6
            vllm:time_to_first_token_seconds_count{engine="0"} 5
            """;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PT1S,   -",
                "PT2.5S, -",
                "PT2S,   between the engine's buckets 1s and 2.5s",
                "PT0.5S, between the engine's buckets 0s and 1s",
                "PT9S,   between the engine's buckets 2.5s and infinity"
            })
    void namesTheBucketsAroundAnObjectiveThatIsOnNoEdge(Duration objective, String words) {
        // Given
        var policy = new Policy(
                Policy.Mode.AUTO, 1, 2, null, null, new Policy.Objectives(objective, null, 99), Duration.ZERO, null);

        // When
        var caveat = BucketEdges.caveat(policy, observation());

        // Then
        if (words == null) {
            assertThat(caveat).isEmpty();
        } else {
            assertThat(caveat).hasValueSatisfying(text -> assertThat(text).contains(words));
        }
    }

    private static Observation observation() {
        var reading = new EngineReader(EngineKind.VLLM).read(PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(EngineReading.Read.class);
        return new Observation(
                NOW,
                "r1",
                1,
                List.of(new PodReading("uid", "pod", PodReading.State.READY, NOW, NOW, NOW, Scrape.of(reading, NOW))));
    }
}
