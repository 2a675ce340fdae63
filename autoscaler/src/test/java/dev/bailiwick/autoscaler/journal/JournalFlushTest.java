package dev.bailiwick.autoscaler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees of a journal that is still written, and what a killed operator leaves. */
class JournalFlushTest {

    private static final Instant START = Instant.parse("2026-11-24T14:00:00Z");
    private static final long MIB = 1 << 20;
    private static final Policy POLICY = new Policy(Policy.Mode.AUTO, 1, 4, 4, null, null, Duration.ofMinutes(5), null);

    @TempDir
    private Path directory;

    @Test
    void aQuietJournalIsNeverMoreThanTenSecondsBehind() throws IOException {
        // Given
        try (JournalWriter journal = new JournalWriter(directory, MIB, 2 * MIB, "0.1.0")) {
            for (int second = 0; second <= 30; second += 2) {
                // When
                append(journal, START.plusSeconds(second));

                // Then
                List<JournalEntry> read = new ArrayList<>();
                JournalReader.read(JournalFiles.in(directory).getFirst(), read::add);
                assertThat(read.getLast().observation().at())
                        .isAfterOrEqualTo(START.plusSeconds(second).minusSeconds(10));
            }
        }
    }

    private static void append(JournalWriter journal, Instant at) throws IOException {
        Observation observation = new Observation(at, "r1", 1, List.of());
        LearnedState before = LearnedState.empty();
        journal.append(
                "plant/quiet", observation, POLICY, before, new Autoscaler().decide(observation, POLICY, before, at));
    }
}
