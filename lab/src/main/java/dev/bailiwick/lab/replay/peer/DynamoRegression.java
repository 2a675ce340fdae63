package dev.bailiwick.lab.replay.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Time of an engine step from the tokens it prefills and the KV cache its decodes hold, by least squares over samples
 * that are kept spread over the range seen (ai-dynamo/dynamo components/src/dynamo/planner/core/perf_model/{base,agg}.py).
 */
final class DynamoRegression {
    private static final int MOST = 64;
    private static final int LEAST = 5;
    private static final int PER_AXIS = 4;
    private static final double SHORTEST = 1e-6;

    private final List<Sample> samples = new ArrayList<>();
    private final MovingMean prompt = new MovingMean(MOST);
    private final MovingMean decodeLength = new MovingMean(MOST);
    private final MovingMean prefill = new MovingMean(MOST);
    private double leastPrefill = Double.POSITIVE_INFINITY;
    private double mostPrefill = Double.NEGATIVE_INFINITY;
    private double leastKv = Double.POSITIVE_INFINITY;
    private double mostKv = Double.NEGATIVE_INFINITY;
    private boolean fresh;
    private boolean fitted;
    private double fixed;
    private double perPrefill;
    private double perKv;

    private record Sample(double prefill, double kv, double seconds) {}

    /**
     * Adds a step, or the mean of some.
     *
     * @param prefillTokens tokens that it prefilled
     * @param prefills requests that it prefilled
     * @param decodeKv tokens of KV cache that its decodes held
     * @param decodes requests that it decoded
     * @param seconds how long it took; 0 when that is not known
     */
    void add(double prefillTokens, double prefills, double decodeKv, double decodes, double seconds) {
        average(prompt, prefills > 0 ? prefillTokens / prefills : 0, prefills > 0);
        average(decodeLength, decodes > 0 ? decodeKv / decodes : 0, decodes > 0);
        average(prefill, prefillTokens, true);
        if (seconds == 0) {
            return;
        }
        samples.add(new Sample(prefillTokens, decodeKv, seconds));
        leastPrefill = Math.min(leastPrefill, prefillTokens);
        mostPrefill = Math.max(mostPrefill, prefillTokens);
        leastKv = Math.min(leastKv, decodeKv);
        mostKv = Math.max(mostKv, decodeKv);
        if (samples.size() > MOST) {
            retire();
        }
        fresh = false;
    }

    /** The mean prompt of what was prefilled. */
    double prompt() {
        return prompt.ofSeen();
    }

    /** Seconds to the first token of a request that comes now; empty without a fit. */
    OptionalDouble timeToFirstToken(double queuedPrefill, int maxBatchedTokens, double decodeKv) {
        if (!fit()) {
            return OptionalDouble.empty();
        }
        double left = queuedPrefill + prompt.ofSeen();
        double seconds = 0;
        while (left > 0) {
            double chunk = Math.min(left, maxBatchedTokens);
            seconds += step(chunk, decodeKv);
            left -= chunk;
        }
        return OptionalDouble.of(seconds);
    }

    /** Seconds between two tokens with one more request; empty without a fit. */
    OptionalDouble timePerOutputToken(double decodeKv) {
        return fit()
                ? OptionalDouble.of(step(prefill.ofSeen(), decodeKv + decodeLength.ofSeen()))
                : OptionalDouble.empty();
    }

    /** Seconds of a step; only after a fit. */
    double step(double prefillTokens, double decodeKv) {
        return Math.max(SHORTEST, fixed + perPrefill * prefillTokens + perKv * decodeKv);
    }

    /** Fits if need be; false with too few samples or a coefficient below zero. */
    boolean fit() {
        if (fresh) {
            return fitted;
        }
        fresh = true;
        fitted = samples.size() >= LEAST && solve();
        return fitted;
    }

    private boolean solve() {
        int count = samples.size();
        double prefillMean = 0;
        double kvMean = 0;
        double secondsMean = 0;
        for (Sample sample : samples) {
            prefillMean += sample.prefill() / count;
            kvMean += sample.kv() / count;
            secondsMean += sample.seconds() / count;
        }
        double pp = 0;
        double pk = 0;
        double kk = 0;
        double ps = 0;
        double ks = 0;
        for (Sample sample : samples) {
            double p = sample.prefill() - prefillMean;
            double k = sample.kv() - kvMean;
            double s = sample.seconds() - secondsMean;
            pp += p * p;
            pk += p * k;
            kk += k * k;
            ps += p * s;
            ks += k * s;
        }
        double determinant = pp * kk - pk * pk;
        if (determinant <= 1e-12 * pp * kk) {
            return false;
        }
        perPrefill = (ps * kk - ks * pk) / determinant;
        perKv = (ks * pp - ps * pk) / determinant;
        fixed = secondsMean - perPrefill * prefillMean - perKv * kvMean;
        return perPrefill >= 0 && perKv >= 0;
    }

    /** Lets go of the oldest sample of the cell of the range that holds the most. */
    private void retire() {
        int[] held = new int[PER_AXIS * PER_AXIS];
        int fattest = 0;
        for (Sample sample : samples) {
            int cell = cell(sample);
            held[cell]++;
            fattest = held[cell] > held[fattest] ? cell : fattest;
        }
        for (int i = 0; i < samples.size(); i++) {
            if (cell(samples.get(i)) == fattest) {
                samples.remove(i);
                return;
            }
        }
    }

    private int cell(Sample sample) {
        return part(sample.prefill(), leastPrefill, mostPrefill) * PER_AXIS + part(sample.kv(), leastKv, mostKv);
    }

    private static int part(double value, double least, double most) {
        return most <= least ? 0 : Math.clamp((long) ((value - least) / (most - least) * PER_AXIS), 0, PER_AXIS - 1);
    }

    private static void average(MovingMean mean, double value, boolean seen) {
        if (seen && (value != 0 || mean.seen() > 0)) {
            mean.add(value);
        }
    }
}
