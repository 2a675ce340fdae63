package dev.bailiwick.lab.replay.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course.Change;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class CausalReferenceTest {
    private static final Entrant CAUSAL = Causal.peer().entrant();
    private static final Setting ALWAYS_THE_MINUTE = CAUSAL.defaults().with("forecast", 1);

    /** Serves one request at a time, in a second; it bears about one in three seconds. */
    private static final EngineProfile ONE_AT_A_TIME = new EngineProfile(
            "test", "test", "test", 1, new StepCost(100, 0, 0, 0, 0, 0, 0, 0, 0), 1_024, 16, 1, 64, 1, "made up");

    private static Cell cell(Trace trace) {
        return new Cell(
                trace,
                1,
                ONE_AT_A_TIME,
                new Cell.ColdStart(90, 0),
                Cell.Routing.LEAST_LOADED,
                new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100)),
                1,
                16,
                new Perturbation(List.of()));
    }

    /** Arrivals by chance at a rate that may change, each with an answer of 10 tokens. */
    private static Trace trace(double seconds, DoubleUnaryOperator perSecond) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        double[] at = new double[(int) (seconds * 6)];
        int count = 0;
        for (double time = random.nextExponential() / perSecond.applyAsDouble(0);
                time < seconds;
                time += random.nextExponential() / perSecond.applyAsDouble(time)) {
            at[count++] = time;
        }
        int[] prompts = new int[count];
        int[] outputs = new int[count];
        Arrays.fill(prompts, 8);
        Arrays.fill(outputs, 10);
        return new Trace("made up", Arrays.copyOf(at, count), prompts, outputs, seconds);
    }

    private static List<Change> until(Outcome outcome, double second) {
        return outcome.course().changes().stream()
                .filter(change -> change.atSeconds() <= second)
                .toList();
    }

    @Test
    void neverLooksAhead() {
        // Given traces that are the same for half an hour, after which other and more requests come
        Trace one = trace(2_400, second -> 0.8 + 0.5 * Math.sin(second / 150));
        Trace other = trace(2_400, second -> second < 1_800 ? 0.8 + 0.5 * Math.sin(second / 150) : 3);
        // When
        Outcome before = Runner.run(cell(one), CAUSAL, ALWAYS_THE_MINUTE, 1);
        Outcome changed = Runner.run(cell(other), CAUSAL, ALWAYS_THE_MINUTE, 1);
        // Then
        assertThat(until(before, 1_800)).isNotEmpty().isEqualTo(until(changed, 1_800));
        assertThat(changed.course().changes()).isNotEqualTo(before.course().changes());
    }

    @Test
    void growsAtOnceAndReleasesAfterFiveMinutes() {
        // Given a quarter of an hour of four times as much
        Trace trace = trace(4_200, second -> second >= 1_200 && second < 2_100 ? 3 : 0.6);
        // When
        Outcome outcome = Runner.run(cell(trace), CAUSAL, ALWAYS_THE_MINUTE, 1);
        // Then
        List<Change> changes = outcome.course().changes();
        Change first = changes.stream()
                .filter(change -> change.atSeconds() > 1_200)
                .findFirst()
                .orElseThrow();
        assertThat(first.atSeconds()).isLessThan(1_240);
        assertThat(first.to()).isGreaterThan(first.from());
        assertThat(first.why()).contains("the last minute's mean", "requests/s of this mix");
        assertThat(changes.getLast().atSeconds()).isGreaterThan(2_400);
        assertThat(changes.getLast().to()).isLessThanOrEqualTo(first.from() + 1);
        double grown = -300;
        for (Change change : changes) {
            if (change.to() > change.from()) {
                grown = change.atSeconds();
            } else {
                assertThat(change.atSeconds() - grown).isGreaterThanOrEqualTo(300);
            }
        }
    }

    @Test
    void asksForMoreTheSurerItIsToBe() {
        // Given
        Cell cell = cell(trace(1_800, second -> 1.5 + Math.sin(second / 300)));
        // When
        double sure = Runner.run(cell, CAUSAL, CAUSAL.defaults(), 1).score().gpuHours();
        double bold = Runner.run(cell, CAUSAL, CAUSAL.defaults().with("quantile", 0.5), 1)
                .score()
                .gpuHours();
        // Then
        assertThat(sure).isGreaterThan(bold);
    }

    @Test
    void holdsItsSizeWhereNothingArrives() {
        Trace nothing = new Trace("nothing", new double[0], new int[0], new int[0], 1_200);
        assertThat(Runner.run(cell(nothing), CAUSAL, CAUSAL.defaults(), 1)
                        .course()
                        .changes())
                .isEmpty();
    }

    @Test
    void isNoPolicyAndHasAGridWithItsDefaultsInIt() {
        assertThat(CAUSAL.reference()).isTrue();
        assertThat(CAUSAL.grid())
                .hasSizeGreaterThanOrEqualTo(12)
                .contains(CAUSAL.defaults())
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> Runner.run(
                        cell(trace(60, second -> 1)), CAUSAL, CAUSAL.defaults().with("quantile", 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("causal: quantile is 1.0 and forecast 0; the one must be below 1, the other at most 4");
    }
}
