package dev.bailiwick.lab.replay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.attack.Adversary.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A search against a trial whose worst load is known: the one with the most requests. */
class AdversaryTest {
    private static final int BUDGET = 600;

    private static Optional<Regret> byRequests(Trace trace) {
        return Optional.of(new Regret(1 + trace.requests(), 1, 1));
    }

    private static List<Found> search(long seed, int budget) {
        return new Adversary(AdversaryTest::byRequests, 2, seed).search(budget, played -> {});
    }

    private static List<Integer> requests(List<Found> found) {
        return found.stream().map(each -> each.trace().requests()).toList();
    }

    @Test
    void findsTheSameForTheSameSeed() {
        // When
        List<Found> one = search(7, 100);
        List<Found> other = search(7, 100);

        // Then
        assertThat(requests(one)).isEqualTo(requests(other)).isNotEqualTo(requests(search(8, 100)));
    }

    @Test
    void comesNearTheWorstThatThereIs() {
        // Given: two requests a second for an hour at most
        int most = 2 * 3_600;

        // When
        List<Found> begun = search(7, Adversary.CLIMBERS);
        List<Found> found = search(7, BUDGET);

        // Then
        assertThat(begun.getFirst().trace().requests()).isLessThan(most / 2);
        assertThat(found.getFirst().trace().requests()).isGreaterThan(most * 3 / 4);
        assertThat(found).hasSize(Adversary.CLIMBERS);
        assertThat(requests(found)).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
    }

    @Test
    void aLoadThatNobodyCanServeProvesNothing() {
        // When
        List<Found> found = new Adversary(
                        trace -> trace.requests() > 1_000 ? Optional.empty() : byRequests(trace), 2, 7)
                .search(BUDGET, played -> {});

        // Then
        assertThat(found).isNotEmpty().allMatch(each -> each.trace().requests() <= 1_000);
    }

    @Test
    void playsAsManyLoadsAsItMay() {
        // When
        List<Integer> played = new ArrayList<>();
        new Adversary(AdversaryTest::byRequests, 2, 7).search(25, played::add);

        // Then
        assertThat(played).containsExactly(10, 20, 25);
    }

    @Test
    void regretIsTheBillBeyondHindsightAndTenfoldWhatIsMissedBeyondOnePercent() {
        assertThat(new Regret(3, 0.995, 2).value()).isEqualTo(0.5);
        assertThat(new Regret(1, 0.89, 2).value()).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-12));
    }
}
