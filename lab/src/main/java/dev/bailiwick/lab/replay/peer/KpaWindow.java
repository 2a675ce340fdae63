package dev.bailiwick.lab.replay.peer;

import java.util.Arrays;

/**
 * Knative's mean over a window of one-second buckets (knative/serving v0.45.0 pkg/autoscaler/aggregation/bucketing.go),
 * with its partial windows, its zeros for gaps and its cut at six decimals.
 */
final class KpaWindow {
    private static final double MILLION = 1e6;

    private final double[] buckets;
    private boolean written;
    private long firstSecond;
    private long lastSecond;
    private double total;

    /** Over so many seconds, 1 or more. */
    KpaWindow(int seconds) {
        this.buckets = new double[seconds];
    }

    /** Adds a value to the bucket of its second, counted since 1970; seconds do not fall. */
    void record(long second, double value) {
        if (!written || second - lastSecond >= buckets.length) {
            Arrays.fill(buckets, 0);
            total = 0;
            firstSecond = second;
        } else {
            for (long between = lastSecond + 1; between <= second; between++) {
                int bucket = bucket(between);
                total -= buckets[bucket];
                buckets[bucket] = 0;
            }
        }
        written = true;
        lastSecond = second;
        buckets[bucket(second)] += value;
        total += value;
    }

    /** Whether nothing was recorded for longer than the window. */
    boolean empty(long second) {
        return !written || second - lastSecond > buckets.length;
    }

    /** The mean as of a second, 0 when nothing was recorded within the window. */
    double mean(long second) {
        long since = written ? second - lastSecond : buckets.length;
        if (since >= buckets.length) {
            return 0;
        }
        double sum = total;
        for (long gone = lastSecond + 1; gone <= second; gone++) {
            sum -= buckets[bucket(gone)];
        }
        double counted = Math.min(lastSecond - firstSecond + 1.0, buckets.length - (double) Math.max(0, since));
        return Math.floor(sum / counted * MILLION) / MILLION;
    }

    private int bucket(long second) {
        return (int) (second % buckets.length);
    }
}
