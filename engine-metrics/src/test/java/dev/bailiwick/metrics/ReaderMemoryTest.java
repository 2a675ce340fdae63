package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader remembers of earlier pages makes it faster and changes nothing that it says. */
class ReaderMemoryTest {

    private static final String QUIET = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aPageReadsTheSameWhateverWasReadBefore(long seed) {
        // Given
        Random random = new Random(seed);
        List<String> recorded =
                new String(Pages.recorded(), StandardCharsets.UTF_8).lines().toList();
        EngineReader reader = new EngineReader(EngineKind.VLLM);
        for (int round = 0; round < 150; round++) {
            double kept = random.nextDouble();
            List<String> lines = new ArrayList<>(recorded);
            lines.removeIf(line -> !line.startsWith("vllm:num_requests_") && random.nextDouble() > kept);
            if (random.nextInt(4) == 0) {
                lines.removeIf(line -> line.startsWith("#"));
                Collections.shuffle(lines, random);
            }
            byte[] page = Pages.utf8(String.join("\n", lines) + "\n");

            // When, then
            assertThat(reader.read(page)).isEqualTo(new EngineReader(EngineKind.VLLM).read(page));
        }
    }

    @Test
    void aPageThatNoLongerSaysWhenItsCountersBeganIsReadSo() {
        // Given
        EngineReader reader = new EngineReader(EngineKind.VLLM);
        reader.read(Pages.recorded());

        // When
        EngineReading reading = reader.read(Pages.utf8(QUIET));

        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        EngineReading.Read.class,
                        read -> assertThat(read.sample().startedAt()).isEmpty());
    }

    @Test
    void aPageOfNothingButReasonsIsReadAndThoseOfTheNextAreAllThatCount() {
        // Given
        EngineReader reader = new EngineReader(EngineKind.VLLM);
        for (int page = 0; page < 3; page++) {
            StringBuilder text = new StringBuilder(QUIET);
            for (int reason = 0; reason < 15_000; reason++) {
                text.append("vllm:request_success_total{finished_reason=\"")
                        .append(page)
                        .append('x')
                        .append(reason)
                        .append("\"} 1\n");
            }

            // When
            EngineReading reading = reader.read(Pages.utf8(text.toString()));

            // Then
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            EngineReading.Read.class,
                            read -> assertThat(read.sample().finished()).hasValue(15_000));
        }
    }
}
