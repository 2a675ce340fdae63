package dev.bailiwick.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowerBoundTest {

    static java.util.stream.Stream<String> engines() {
        return EngineCatalogue.load().profiles().stream().map(EngineProfile::name);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noNumberOfReplicasServesOnLess(String name) {
        // Given
        var engine = EngineCatalogue.load().find(name).orElseThrow();
        var cell = Cells.of(Cells.poisson(7, 1_200, second -> second < 1_050 ? 6 : 14), engine);

        // When
        for (var size : new int[] {1, 2, 4, 8}) {
            var score = Runner.run(Cells.bounded(cell, 1, 16), Scripted.fixed(size), 1)
                    .score();

            // Then
            assertThat(LowerBound.gpuHours(cell, score.sloAttainment())).isLessThanOrEqualTo(score.gpuHours());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noScheduleServesOnLess(long seed) {
        // Given
        var trace = Cells.poisson(seed, 1_500, second -> 2 + 10 * Math.abs(Math.sin(second / 200 + seed)));
        var cell = Cells.started(Cells.of(trace, Cells.l40s()), 0, 0);
        var schedule = new Scripted(2, 2, view -> 1 + (int) ((Scripted.second(view) / 60 + seed) % 4));

        // When
        var score = Runner.run(cell, schedule, seed).score();

        // Then
        assertThat(LowerBound.gpuHours(cell, score.sloAttainment())).isLessThanOrEqualTo(score.gpuHours());
    }

    @Test
    void aBusyReplicaIsBoundedByWhatItDoes() {
        // Given: a token in a step of 100 ms, two requests of 50 tokens in every 10 s, and one sequence at a time
        var engine = new EngineProfile(
                "test",
                "test",
                "test",
                2,
                new StepCost(100, 0, 0, 0, 0, 0, 0, 0, 0),
                1024,
                16,
                1,
                1,
                1,
                "made for this test");
        var trace = Cells.trace(
                4_500, 1, 50, IntStream.range(0, 900).mapToDouble(i -> 5.0 * i).toArray());
        var cell = new Cell(
                trace,
                1,
                engine,
                new Cell.ColdStart(0, 0),
                Cell.Routing.LEAST_LOADED,
                new Objective(Duration.ofMillis(100), Duration.ofMillis(100)),
                0,
                4,
                Perturbation.NONE);

        // When
        var score = Runner.run(cell, Scripted.fixed(1), 1).score();

        // Then: one replica of two accelerators is busy all the time
        assertThat(score.sloAttainment()).isEqualTo(1);
        assertThat(score.gpuHours()).isCloseTo(2, within(1e-6));
        assertThat(LowerBound.gpuHours(cell, 1)).isCloseTo(2, within(0.01));
    }

    @Test
    void theHeaviestRequestsAreForgiven() {
        // Given: 100 requests, one of them much longer
        var at = IntStream.range(0, 100).mapToDouble(i -> 900 + 10.0 * i).toArray();
        var prompts = IntStream.range(0, 100).map(i -> i == 40 ? 4_000 : 100).toArray();
        var outputs = IntStream.range(0, 100).map(i -> i == 40 ? 2_000 : 10).toArray();
        var cell = Cells.bounded(Cells.of(new Trace("test", at, prompts, outputs, 3_000), Cells.l40s()), 0, 4);

        // When
        var all = LowerBound.gpuHours(cell, 1);
        var allButOne = LowerBound.gpuHours(cell, 0.99);

        // Then
        assertThat(allButOne).isPositive().isLessThan(all / 2);
    }

    @Test
    void theFewestReplicasAreAlwaysPaid() {
        var idle = Cells.bounded(Cells.of(Cells.trace(4_500, 10, 1, 1_000), Cells.l40s()), 3, 4);
        assertThat(LowerBound.gpuHours(idle, 1)).isCloseTo(3, within(0.01));
    }

    @Test
    void whatComesBeforeTheCountedIntervalCostsNothing() {
        // Given: the same hour by itself, and after half an hour of history
        var hour = Cells.poisson(3, 3_600, second -> 5);
        var hourAt = IntStream.range(0, hour.requests()).mapToDouble(hour::atSeconds);
        var laterAt = IntStream.range(0, hour.requests()).mapToDouble(i -> 1_800 + hour.atSeconds(i));
        var bothAt = DoubleStream.concat(DoubleStream.of(0, 900, 1_700), laterAt);
        var alone = Cells.of(Cells.trace(3_600, 500, 100, hourAt.toArray()), Cells.l40s());
        var after = Cells.of(Cells.trace(5_400, 500, 100, bothAt.toArray()), Cells.l40s())
                .withHistory(1_800);

        // Then
        assertThat(LowerBound.gpuHours(after, 0.99)).isCloseTo(LowerBound.gpuHours(alone, 0.99), within(1e-9));
    }

    @Test
    void aTraceWithoutACountedIntervalHasNoCost() {
        assertThat(LowerBound.gpuHours(Cells.of(Cells.trace(600, 10, 10, 1), Cells.l40s()), 1))
                .isZero();
    }
}
