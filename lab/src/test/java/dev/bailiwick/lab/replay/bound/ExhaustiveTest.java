package dev.bailiwick.lab.replay.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.ScheduleRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On cells that are small enough to try everything, the local search finds what that finds. */
class ExhaustiveTest {
    private static final long GRAIN = Duration.ofSeconds(75).toNanos();
    private static final int MOMENTS = 7;
    private static final int MOST = 3;
    private static final int RUNS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsTheCheapestOfAllSchedules(long seed) {
        // Given a rate between what less than one replica bears and what three do
        Cell cell = Toys.cell(
                Toys.trace(seed, MOMENTS * 75.0, 1, 40, at -> 0.2 + 1.3 * Math.pow(Math.sin(at / 170 + seed), 4)),
                Toys.fourAtATime(),
                30,
                seed % 2 == 0 ? 0 : 0.4,
                MOST);
        ScheduleRuns runs = ScheduleRuns.countedFrom(cell, seed, Duration.ZERO);
        Goal goal = new Goal(runs, 0.99);
        // When
        Trials all = new Trials(runs, List.of(goal), () -> {});
        for (int number = 0; number < Math.pow(MOST, MOMENTS); number++) {
            all.of(schedule(number));
        }
        Trials found = new Trials(runs, List.of(goal), () -> {});
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Tried start = found.of(Schedule.fixed(MOST));
        new Waves(runs, found, goal, new Moves(1, MOST, GRAIN, random), random, start, new Price(1e9, 1e11))
                .search(RUNS);
        // Then
        Tried best = Objects.requireNonNull(all.best(goal));
        assertThat(best.tally().paid()).isLessThan(start.tally().paid());
        assertThat(found.best(goal))
                .isNotNull()
                .satisfies(tried ->
                        assertThat(tried.tally().paid()).isEqualTo(best.tally().paid()));
    }

    /** The schedule whose sizes are the digits of a number. */
    private static Schedule schedule(int number) {
        List<Schedule.Step> steps = new ArrayList<>();
        int left = number;
        for (int moment = 0; moment < MOMENTS; moment++) {
            int size = 1 + left % MOST;
            left /= MOST;
            if (steps.isEmpty() || steps.getLast().size() != size) {
                steps.add(new Schedule.Step(moment * GRAIN, size));
            }
        }
        return new Schedule(steps);
    }
}
