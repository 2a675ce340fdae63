package dev.bailiwick.lab.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTrafficTest {
    private static final EngineProfile ENGINE =
            EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow().withLimits(185_000, 16, 2_048);
    private static final Policy POLICY = new Policy(Policy.Mode.AUTO, 1, 8, 4, null, null, Duration.ofMinutes(5), 16);

    private static final List<JournalEntry> DAY = RecordedDay.of(ENGINE, POLICY, 6, 300);

    private static JournalTraffic.Estimate estimate(List<JournalEntry> day) {
        JournalTraffic traffic = new JournalTraffic(RecordedDay.DEPLOYMENT);
        day.forEach(traffic::entry);
        return traffic.estimate();
    }

    private static JournalTraffic.Estimate.Estimated estimated() {
        return (JournalTraffic.Estimate.Estimated) estimate(DAY);
    }

    @Test
    void countsEveryRequestThatReachedAnEngineEvenWhileTheyQueue() {
        // Given five minutes of six requests a second, the last ten seconds without, at which one engine chokes
        // When
        Trace trace = estimated().trace();
        // Then
        assertThat(trace.requests()).isEqualTo(6 * 290);
        assertThat(trace.seconds()).isEqualTo(298);
    }

    @Test
    void putsRequestsWhereTheyArrivedToWithinATick() {
        // When
        Trace trace = estimated().trace();
        // Then the journal begins with its first tick, at two seconds
        for (int i = 100; i < trace.requests(); i += 100) {
            assertThat(trace.atSeconds(i)).isCloseTo(i / 6.0 - 2, within(2.1));
        }
    }

    @Test
    void givesThemTheLengthsOfThoseThatFinished() {
        // When
        Trace trace = estimated().trace();
        // Then
        for (int i = 0; i < trace.requests(); i++) {
            assertThat(trace.promptTokens(i)).isEqualTo(RecordedDay.PROMPT_TOKENS);
            assertThat(trace.outputTokens(i)).isEqualTo(RecordedDay.OUTPUT_TOKENS);
        }
    }

    @Test
    void measuresTheStartsThatItSawWhole() {
        // When
        JournalTraffic.Estimate.Estimated estimated = estimated();
        // Then
        assertThat(estimated.replicas()).isEqualTo(1);
        assertThat(estimated.starts()).isNotEmpty().allMatch(Duration.ofSeconds(60)::equals);
    }

    @Test
    void withoutARequestThereIsNothingToPlay() {
        assertThat(estimate(List.of())).isEqualTo(new JournalTraffic.Estimate.Unknown("the journal has no tick of it"));
    }
}
