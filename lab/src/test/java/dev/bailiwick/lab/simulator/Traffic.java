package dev.bailiwick.lab.simulator;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Poisson arrivals at a rate that may change, with lognormal lengths of mean 512 and, unless told otherwise, 128 tokens; seeded. */
final class Traffic {
    private static final double PROMPT_TOKENS = 512;
    private static final double OUTPUT_TOKENS = 128;
    private static final double SIGMA = 0.5;

    private final RandomGenerator random;
    private final DoubleUnaryOperator perSecond;
    private final DoubleUnaryOperator outputTokens;
    private double nextAt;
    private long nextId;

    /**
     * Traffic from the start of a simulation on.
     *
     * @param perSecond requests per second at a second of the simulation; a rate of 0 is looked at again after a second
     */
    Traffic(long seed, DoubleUnaryOperator perSecond) {
        this(seed, perSecond, at -> OUTPUT_TOKENS);
    }

    /**
     * Traffic whose outputs change too.
     *
     * @param outputTokens mean output length at a second of the simulation
     */
    Traffic(long seed, DoubleUnaryOperator perSecond, DoubleUnaryOperator outputTokens) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.perSecond = perSecond;
        this.outputTokens = outputTokens;
        step();
    }

    static Traffic constant(long seed, double perSecond) {
        return new Traffic(seed, at -> perSecond);
    }

    /** When the next request arrives, in seconds. */
    double nextAt() {
        return nextAt;
    }

    /** The next request; the one after it comes later. */
    Request next() {
        Request request = new Request(nextId++, length(PROMPT_TOKENS), length(outputTokens.applyAsDouble(nextAt)));
        step();
        return request;
    }

    /** Requests taken so far. */
    long taken() {
        return nextId;
    }

    private void step() {
        double rate = perSecond.applyAsDouble(nextAt);
        while (rate <= 0) {
            nextAt += 1;
            rate = perSecond.applyAsDouble(nextAt);
        }
        nextAt += random.nextExponential() / rate;
    }

    private int length(double mean) {
        double value = mean * StrictMath.exp(SIGMA * random.nextGaussian() - SIGMA * SIGMA / 2);
        return Math.clamp(Math.round(value), 1, 8_192);
    }
}
