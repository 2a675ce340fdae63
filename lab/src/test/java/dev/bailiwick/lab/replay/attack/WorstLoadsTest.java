package dev.bailiwick.lab.replay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.TraceFile;
import dev.bailiwick.lab.replay.peer.Entrants;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The worst loads that a search found against ours. {@code regrets.csv} and the traces beside it are what
 * {@code replay --attack ours --engine llama-3.1-8b-l40s --max 16 --busiest 12 --budget 600 --out DIR} wrote: no change
 * may make one of them worse, and after one that makes them better the search is to be made again.
 */
class WorstLoadsTest {
    private static final double ROUNDING = 1e-9;

    private static Cell place(Trace trace) {
        return new Cell(
                trace,
                1,
                EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow(),
                new Cell.ColdStart(90, 0),
                Cell.Routing.LEAST_LOADED,
                new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100)),
                1,
                16,
                Perturbation.NONE);
    }

    private static Trace trace(String file) throws IOException {
        InputStream stream = Objects.requireNonNull(WorstLoadsTest.class.getResourceAsStream(file), file);
        return ((TraceFile.Loaded) TraceFile.read(file, stream)).trace();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "regrets.csv", numLinesToSkip = 1)
    void oursDoesNoWorse(String file, double regret, double attainment, double gpuHours, double hindsight)
            throws IOException {
        // Given
        Entrant ours = new Entrants().named("ours").orElseThrow();
        Regret recorded = new Regret(gpuHours, attainment, hindsight);
        assertThat(recorded.value()).isEqualTo(regret);

        // When
        Score score = Runner.run(place(trace(file)), ours, ours.defaults(), 1).score();

        // Then
        assertThat(new Regret(score.gpuHours(), score.sloAttainment(), hindsight).value())
                .isLessThanOrEqualTo(recorded.value() + ROUNDING);
    }
}
