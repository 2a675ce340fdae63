package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Cells that the tests play. */
final class Cells {
    static final Objective OBJECTIVE = new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100));

    private Cells() {}

    /** An engine that serves one request at a time, a token in 100 ms. */
    static EngineProfile oneAtATime() {
        return new EngineProfile(
                "test",
                "test",
                "test",
                2,
                new StepCost(100, 0, 0, 0, 0, 0, 0, 0, 0),
                1024,
                16,
                1,
                64,
                1,
                "made for this test");
    }

    static EngineProfile l40s() {
        return EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();
    }

    /** A cell without perturbation, with bounds 1 to 16, a fixed cold start of 90 s and a least-loaded router. */
    static Cell of(Trace trace, EngineProfile engine) {
        return new Cell(
                trace,
                1,
                engine,
                new Cell.ColdStart(90, 0),
                Cell.Routing.LEAST_LOADED,
                OBJECTIVE,
                1,
                16,
                Perturbation.NONE);
    }

    static Cell bounded(Cell cell, int min, int max) {
        return new Cell(
                cell.trace(),
                cell.load(),
                cell.engine(),
                cell.coldStart(),
                cell.router(),
                cell.objective(),
                min,
                max,
                cell.perturbation());
    }

    static Cell routed(Cell cell, Cell.Routing router) {
        return new Cell(
                cell.trace(),
                cell.load(),
                cell.engine(),
                cell.coldStart(),
                router,
                cell.objective(),
                cell.minReplicas(),
                cell.maxReplicas(),
                cell.perturbation());
    }

    static Cell started(Cell cell, double medianSeconds, double sigma) {
        return new Cell(
                cell.trace(),
                cell.load(),
                cell.engine(),
                new Cell.ColdStart(medianSeconds, sigma),
                cell.router(),
                cell.objective(),
                cell.minReplicas(),
                cell.maxReplicas(),
                cell.perturbation());
    }

    /** Requests of one shape at given times. */
    static Trace trace(double seconds, int promptTokens, int outputTokens, double... at) {
        int[] prompts = new int[at.length];
        int[] outputs = new int[at.length];
        Arrays.fill(prompts, promptTokens);
        Arrays.fill(outputs, outputTokens);
        return new Trace("test", at, prompts, outputs, seconds);
    }

    /** Poisson arrivals at a rate that may change, with lognormal lengths of mean 512 and 128 tokens. */
    static Trace poisson(long seed, double seconds, DoubleUnaryOperator perSecond) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] at = new double[16];
        int[] prompts = new int[16];
        int[] outputs = new int[16];
        int count = 0;
        double time = 0;
        while (true) {
            time += random.nextExponential() / perSecond.applyAsDouble(time);
            if (time >= seconds) {
                return new Trace(
                        "poisson",
                        Arrays.copyOf(at, count),
                        Arrays.copyOf(prompts, count),
                        Arrays.copyOf(outputs, count),
                        seconds);
            }
            if (count == at.length) {
                at = Arrays.copyOf(at, 2 * count);
                prompts = Arrays.copyOf(prompts, 2 * count);
                outputs = Arrays.copyOf(outputs, 2 * count);
            }
            at[count] = time;
            prompts[count] = length(random, 512);
            outputs[count++] = length(random, 128);
        }
    }

    private static int length(RandomGenerator random, double mean) {
        return Math.clamp(Math.round(mean * StrictMath.exp(0.5 * random.nextGaussian() - 0.125)), 1, 8_192);
    }
}
