package dev.bailiwick.lab.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Capacity;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.autoscaler.Signals;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    private static Decided decided(int desired, double concurrency, OptionalDouble running, List<Need> needs) {
        return new Decided(
                Instant.EPOCH,
                1,
                desired,
                desired,
                Reason.Steady,
                "holding " + desired,
                needs,
                new Capacity(concurrency, NONE, NONE, NONE, NONE),
                new Signals(running, NONE, NONE, NONE, NONE));
    }

    @Test
    void equalDecisionsDifferInNothing() {
        assertThat(Difference.between(decided(2, 8, NONE, List.of()), decided(2, 8, NONE, List.of())))
                .isEmpty();
    }

    @Test
    void everyFieldIsNamedByItsPathWithBothValues() {
        // Given
        Decided one = decided(2, 8, NONE, List.of(new Need(Need.Term.QUEUE, 2, 2)));
        Decided other = decided(
                3,
                8,
                OptionalDouble.of(4),
                List.of(new Need(Need.Term.QUEUE, 2, 3), new Need(Need.Term.SATURATED, 3, 3)));
        // When
        List<Difference> found = Difference.between(one, other);
        // Then
        assertThat(found)
                .containsExactly(
                        new Difference("desired", "2", "3"),
                        new Difference("recommended", "2", "3"),
                        new Difference("message", "\"holding 2\"", "\"holding 3\""),
                        new Difference("needs[0].uncapped", "2", "3"),
                        new Difference("needs[1]", "nothing", "Need[term=SATURATED, replicas=3, uncapped=3]"),
                        new Difference("signals.running", "nothing", "4.0"));
    }

    @Test
    void aSingleBitOfANumberShows() {
        assertThat(Difference.between(decided(2, 8, NONE, List.of()), decided(2, Math.nextUp(8.0), NONE, List.of())))
                .containsExactly(new Difference("capacity.concurrency", "8.0", "8.000000000000002"));
    }
}
