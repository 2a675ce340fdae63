package dev.bailiwick.lab.replay.attack;

import dev.bailiwick.lab.replay.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A load that an adversary bends: stretches of equal length, in each of which requests of one kind arrive at random at one
 * rate.
 *
 * @param stretches the stretches in their order
 */
record Assault(List<Stretch> stretches) {
    /** Length of a stretch in seconds: shorter than a cold start, so that a load may turn while replicas start. */
    static final double STRETCH_SECONDS = 120;

    /** Longest prompt and longest answer of a request, in tokens. */
    static final int LONGEST = 8_192;

    private static final double SIGMA = 0.5;

    /**
     * A stretch.
     *
     * @param perSecond requests per second in the mean, 0 or more
     * @param promptTokens tokens of a prompt in the mean, 1 or more
     * @param outputTokens tokens of an answer in the mean, 1 or more
     */
    record Stretch(double perSecond, double promptTokens, double outputTokens) {}

    /** Copies the list. */
    Assault {
        stretches = List.copyOf(stretches);
    }

    /**
     * The requests, until the last of them, as a trace that is read from a file ends. Those of a stretch depend on the
     * stretch, its place and the seed alone, so that a change elsewhere leaves them.
     */
    Trace trace(String name, long seed) {
        double[] at = new double[1 << 10];
        int[] prompts = new int[at.length];
        int[] outputs = new int[at.length];
        int count = 0;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + i);
            double since = random.nextExponential() / stretch.perSecond();
            while (since < STRETCH_SECONDS) {
                if (count == at.length) {
                    at = Arrays.copyOf(at, 2 * count);
                    prompts = Arrays.copyOf(prompts, 2 * count);
                    outputs = Arrays.copyOf(outputs, 2 * count);
                }
                // To the millisecond, as trace files have it, so that a trace that was written is the trace that was
                // played.
                at[count] = Math.floor((i * STRETCH_SECONDS + since) * 1_000) / 1_000;
                prompts[count] = length(random, stretch.promptTokens());
                outputs[count++] = length(random, stretch.outputTokens());
                since += random.nextExponential() / stretch.perSecond();
            }
        }
        return new Trace(
                name,
                Arrays.copyOf(at, count),
                Arrays.copyOf(prompts, count),
                Arrays.copyOf(outputs, count),
                count == 0 ? 0 : at[count - 1]);
    }

    /** A length from a log-normal law of this mean, as the lengths of recorded traces are spread. */
    private static int length(RandomGenerator random, double mean) {
        double drawn = mean * StrictMath.exp(SIGMA * random.nextGaussian() - SIGMA * SIGMA / 2);
        return (int) Math.clamp(Math.round(drawn), 1L, LONGEST);
    }
}
