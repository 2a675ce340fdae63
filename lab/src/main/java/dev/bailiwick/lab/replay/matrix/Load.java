package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.lab.replay.Trace;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A trace with more or less on it. Whole copies are laid over one another, each request of a copy later by an own 0 to 2
 * s, and a part of a copy is drawn at random; time is neither stretched nor squeezed, since that would change how long a
 * burst lasts against a cold start (the traces' own advice, and research autoscaling 4).
 */
public final class Load {
    private static final long SEED = 20_250_501;
    private static final double JITTER_SECONDS = 2;

    private Load() {}

    /**
     * The trace at so much of its load; at 1 it is itself.
     *
     * @param load above 0
     */
    public static Trace of(Trace trace, double load) {
        if (load == 1) {
            return trace;
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int copies = (int) Math.floor(load);
        double part = load - copies;
        double[] at = new double[capacity(trace, load)];
        int[] of = new int[at.length];
        int size = 0;
        for (int copy = 0; copy <= copies; copy++) {
            for (int i = 0; i < trace.requests(); i++) {
                double late = copy == 0 ? 0 : random.nextDouble() * JITTER_SECONDS;
                if (copy == copies && random.nextDouble() >= part) {
                    continue;
                }
                at[size] = Math.min(trace.seconds(), trace.atSeconds(i) + late);
                of[size++] = i;
            }
        }
        return sorted(trace, Arrays.copyOf(at, size), of);
    }

    private static int capacity(Trace trace, double load) {
        double most = trace.requests() * Math.ceil(load);
        if (most > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a load of " + load + " makes more requests than fit in memory");
        }
        return (int) most;
    }

    private static Trace sorted(Trace trace, double[] at, int[] of) {
        int size = at.length;
        int[] order = new int[size];
        double[] times = at.clone();
        Arrays.sort(times);
        // Equal times keep the order of the copies: each takes the next free place among its equals.
        int[] taken = new int[size];
        for (int i = 0; i < size; i++) {
            int place = Arrays.binarySearch(times, at[i]);
            while (place > 0 && times[place - 1] == at[i]) {
                place--;
            }
            order[place + taken[place]++] = i;
        }
        int[] prompts = new int[size];
        int[] outputs = new int[size];
        for (int i = 0; i < size; i++) {
            int request = of[order[i]];
            prompts[i] = trace.promptTokens(request);
            outputs[i] = trace.outputTokens(request);
        }
        return new Trace(trace.name(), times, prompts, outputs, trace.seconds());
    }
}
