package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Perturbation;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Small cells. */
final class Toys {
    private Toys() {}

    /** An engine that serves four requests at a time, a token of each in 100 ms. */
    static EngineProfile fourAtATime() {
        return new EngineProfile(
                        "test",
                        "test",
                        "test",
                        1,
                        new StepCost(100, 0, 0, 0, 0, 0, 0, 0, 0),
                        1024,
                        16,
                        1,
                        64,
                        1,
                        "made for this test")
                .withLimits(1_000_000, 4, 64);
    }

    static EngineProfile l40s() {
        return EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();
    }

    static Cell cell(Trace trace, EngineProfile engine, double coldStart, double sigma, int most) {
        return new Cell(
                trace,
                1,
                engine,
                new Cell.ColdStart(coldStart, sigma),
                Cell.Routing.LEAST_LOADED,
                new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100)),
                1,
                most,
                Perturbation.NONE);
    }

    /** Poisson arrivals at a rate that changes, of equal prompts and with answers up to twice the mean. */
    static Trace trace(long seed, double seconds, int prompt, int output, DoubleUnaryOperator perSecond) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] at = new double[100_000];
        int[] prompts = new int[at.length];
        int[] outputs = new int[at.length];
        int count = 0;
        double time = random.nextExponential() / perSecond.applyAsDouble(0);
        while (time < seconds) {
            at[count] = time;
            prompts[count] = prompt;
            outputs[count++] = 1 + random.nextInt(2 * output);
            time += random.nextExponential() / perSecond.applyAsDouble(time);
        }
        return new Trace(
                "toy", Arrays.copyOf(at, count), Arrays.copyOf(prompts, count), Arrays.copyOf(outputs, count), seconds);
    }
}
