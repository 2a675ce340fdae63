package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.peer.Entrants;
import dev.bailiwick.lab.replay.peer.Peer;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleRunsTest {
    private static final EngineProfile SLOW =
            Cells.l40s().withStepCost(Cells.l40s().stepCost().faster(0.3));
    private static final Cell CELL = Cells.routed(
            Cells.started(Cells.of(Cells.poisson(5, 1_300, at -> 2 + 7 * Math.abs(Math.sin(at / 300))), SLOW), 60, 0.3),
            Cell.Routing.RANDOM);

    static Stream<String> policies() {
        return new Entrants().peers().stream().map(Peer::entrant).map(Entrant::name);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theScheduleThatAPolicyCameToComesToThePolicysOutcome(String policy) {
        theSame(CELL, policy);
    }

    static List<String> faults() {
        return Perturbation.examples();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void soItIsWhateverGoesWrong(String fault) {
        var read = Perturbation.read(fault);
        assertThat(read).isInstanceOf(Perturbation.Understood.class);
        theSame(
                new Cell(
                        CELL.trace(),
                        1,
                        CELL.engine(),
                        CELL.coldStart(),
                        Cell.Routing.LEAST_LOADED,
                        CELL.objective(),
                        0,
                        12,
                        ((Perturbation.Understood) read).perturbation()),
                "hpa");
    }

    private static void theSame(Cell cell, String policy) {
        // Given
        Entrant entrant = new Entrants().named(policy).orElseThrow();
        Conditions conditions = new Conditions(cell.minReplicas(), cell.maxReplicas(), cell.objective(), cell.engine());
        Outcome decided = Runner.run(cell, () -> entrant.start(entrant.defaults(), conditions), 3);
        // When
        Outcome again = ScheduleRuns.of(cell, 3).outcome(Schedule.of(decided.course()));
        // Then
        assertThat(again.score()).isEqualTo(decided.score());
        assertThat(again.course().samples()).isEqualTo(decided.course().samples());
    }

    @Test
    void theMinutesAddUpToTheScore() {
        // Given
        ScheduleRuns runs = ScheduleRuns.of(CELL, 2);
        Schedule schedule = new Schedule(List.of(
                new Schedule.Step(0, 2),
                new Schedule.Step(Nanos.of(1_000.5), 4),
                new Schedule.Step(Nanos.of(1_301), 1)));
        // When
        Tally tally = runs.tally(schedule);
        Score score = runs.outcome(schedule).score();
        // Then
        long counted = LongStream.range(0, runs.minutes())
                .map(minute -> runs.counted((int) minute))
                .sum();
        assertThat(counted).isEqualTo(score.requests() - score.infeasible());
        assertThat((counted - tally.misses()) / (double) counted).isEqualTo(score.sloAttainment());
        assertThat(tally.misses()).isPositive();
        assertThat(Nanos.seconds(tally.paid()) / 3600 * CELL.engine().accelerators())
                .isEqualTo(score.gpuHours());
    }

    @Test
    void aSizeThatIsHeldMissesLessTheLargerItIs() {
        // Given
        ScheduleRuns runs = ScheduleRuns.of(CELL, 2);
        // When
        List<Integer> misses = Stream.of(1, 2, 12)
                .map(size -> Arrays.stream(runs.steady(15, 20, size)).sum())
                .toList();
        // Then
        assertThat(misses.get(0)).isGreaterThan(misses.get(1));
        assertThat(misses.get(2)).isZero();
    }

    @Test
    void countsFromWhereItIsTold() {
        // Given
        ScheduleRuns runs = ScheduleRuns.countedFrom(CELL, 1, Duration.ZERO);
        // Then
        assertThat(runs.countedFromMinute()).isZero();
        assertThat(runs.outcome(Schedule.fixed(4)).score().requests())
                .isEqualTo(CELL.trace().requests());
    }

    @Test
    void aScheduleHoldsASizeUntilItsNextStep() {
        // Given
        Schedule schedule = new Schedule(List.of(new Schedule.Step(5, 2), new Schedule.Step(9, 0)));
        // Then
        assertThat(LongStream.of(0, 4, 5, 8, 9, 100)
                        .mapToInt(at -> schedule.sizeAt(at, 7))
                        .toArray())
                .containsExactly(7, 7, 2, 2, 0, 0);
        assertThat(LongStream.of(-1, 5, 9).map(schedule::nextAfter).toArray()).containsExactly(5, 9, Nanos.NEVER);
    }
}
