package dev.bailiwick.lab.replay.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.LowerBound;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.peer.Entrants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestKnownTest {
    private static final int RUNS = 9;
    private static final List<String> POLICIES = List.of("ours", "hpa", "hpa-kv", "wva-v2");

    private static Cell cell(long seed) {
        return Toys.cell(
                Toys.trace(seed, 1_700, 400, 300, at -> 3 + 12 * Math.pow(Math.sin(at / 500 + seed), 2)),
                Toys.l40s(),
                60,
                seed % 2 == 0 ? 0 : 0.3,
                12);
    }

    private static List<Outcome> decided(Cell cell, long seed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String name : POLICIES) {
            Entrant policy = new Entrants().named(name).orElseThrow();
            Conditions conditions = new Conditions(1, 12, cell.objective(), cell.engine());
            for (var setting : List.of(policy.defaults(), policy.grid().getLast())) {
                outcomes.add(Runner.run(cell, () -> policy.start(setting, conditions), seed));
            }
        }
        return outcomes;
    }

    private static Scaler hpa(Cell cell) {
        Entrant policy = new Entrants().named("hpa").orElseThrow();
        return policy.start(policy.defaults(), new Conditions(1, 12, cell.objective(), cell.engine()));
    }

    private static List<Course> courses(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::course).toList();
    }

    private static boolean reaches(Score score, double attainment) {
        Double windows = score.windowsOk();
        return score.sloAttainment() >= attainment && (windows == null || windows >= Score.VALID_WINDOWS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noPolicyThatReachesALevelIsCheaperAndNothingIsBelowTheLowerBound(long seed) {
        // Given
        Cell cell = cell(seed);
        List<Outcome> outcomes = decided(cell, seed);
        // When
        Found found = BestKnown.search(cell, seed, courses(outcomes), RUNS, () -> {});
        // Then
        assertThat(found.reached()).extracting(Found.Reached::attainment).isEqualTo(BestKnown.LEVELS);
        for (Found.Reached reached : found.reached()) {
            Score best = reached.outcome().score();
            assertThat(reaches(best, reached.attainment())).isTrue();
            assertThat(LowerBound.gpuHours(cell, reached.attainment())).isLessThanOrEqualTo(best.gpuHours());
            assertThat(outcomes.stream()
                            .map(Outcome::score)
                            .filter(score -> reaches(score, reached.attainment()))
                            .mapToDouble(Score::gpuHours))
                    .allMatch(hours -> hours >= best.gpuHours());
        }
        assertThat(found.reached())
                .extracting(reached -> reached.outcome().score().gpuHours())
                .isSorted();
        assertThat(found.fixed())
                .isNotNull()
                .satisfies(fixed -> assertThat(fixed.score().gpuHours())
                        .isGreaterThan(
                                found.reached().getFirst().outcome().score().gpuHours()));
    }

    @Test
    void theSameSearchFindsTheSameWithinTheRunsThatItMayMake() {
        // Given
        Cell cell = cell(4);
        List<Course> courses = List.of(Runner.run(cell, hpa(cell), 4).course());
        int[] made = {0};
        // When
        Found found = BestKnown.search(cell, 4, courses, RUNS, () -> made[0]++);
        // Then
        assertThat(BestKnown.search(cell, 4, courses, RUNS, () -> {})).isEqualTo(found);
        assertThat(made[0]).isBetween(3 * RUNS, BestKnown.most(cell, courses.size(), RUNS));
    }

    @Test
    void aLevelThatNothingReachesIsMissing() {
        // Given more than the most replicas bear, which are the fewest too, so that there is nothing to search
        Cell cell = Toys.cell(Toys.trace(1, 1_500, 400, 300, at -> 15), Toys.l40s(), 60, 0, 1);
        // When
        Found found = BestKnown.search(cell, 1, List.of(), 2 * RUNS, () -> {});
        // Then
        assertThat(found.reached()).isEmpty();
        assertThat(found.fixed()).isNull();
    }

    @Test
    void aTraceOfWhichNothingCountsHasASchedule() {
        assertThat(BestKnown.search(
                                Toys.cell(Toys.trace(1, 600, 400, 100, at -> 2), Toys.l40s(), 60, 0, 4),
                                1,
                                List.of(),
                                2 * RUNS,
                                () -> {})
                        .reached())
                .extracting(reached -> reached.outcome().score().gpuHours())
                .containsExactly(0.0, 0.0, 0.0);
    }
}
