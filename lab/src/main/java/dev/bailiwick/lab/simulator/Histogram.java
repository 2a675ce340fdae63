package dev.bailiwick.lab.simulator;

/**
 * A histogram as a Prometheus client keeps it, of whole units that are exact where a client's sum of doubles is not: a
 * sum does not depend on how often something was added to it.
 */
final class Histogram {
    private final double[] upperEdges;
    private final long[] edges;
    private final long perOne;
    private final long[] counts;
    private long whole;
    private long rest;
    private long count;

    /**
     * Buckets and one above the last.
     *
     * @param perOne units of an observation in one of the page's
     * @param upperEdges rising upper edges as the page shows them
     */
    Histogram(long perOne, double... upperEdges) {
        this.perOne = perOne;
        this.upperEdges = upperEdges.clone();
        this.edges = new long[upperEdges.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Math.round(upperEdges[i] * perOne);
        }
        this.counts = new long[edges.length + 1];
    }

    /** Takes over what another histogram with the same buckets observed. */
    void set(Histogram other) {
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
        whole = other.whole;
        rest = other.rest;
        count = other.count;
    }

    void observe(long value) {
        observe(value, 1);
    }

    void observe(long value, long times) {
        counts[bucket(value)] += times;
        add(value, times);
        count += times;
    }

    /** Observes {@code first}, {@code first + growth} and so on, {@code steps} values, each {@code times} times. */
    void observeRising(long first, long growth, long steps, long times) {
        int bucket = bucket(first);
        long done = 0;
        while (done < steps) {
            long upTo = bucket == edges.length || growth == 0
                    ? steps
                    : Math.min(steps, (edges[bucket] - first) / growth + 1);
            counts[bucket++] += (upTo - done) * times;
            done = upTo;
        }
        add(steps * first + growth * (steps * (steps - 1) / 2), times);
        count += steps * times;
    }

    double[] upperEdges() {
        return upperEdges.clone();
    }

    /** Observations per bucket, not cumulative. */
    long[] counts() {
        return counts.clone();
    }

    /** How many buckets there are, the one above the last edge included. */
    int buckets() {
        return counts.length;
    }

    /** Observations in one bucket. */
    long count(int bucket) {
        return counts[bucket];
    }

    double sum() {
        return whole + rest / (double) perOne;
    }

    long count() {
        return count;
    }

    private int bucket(long value) {
        int bucket = 0;
        while (bucket < edges.length && value > edges[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private void add(long value, long times) {
        if (value < perOne) {
            rest += value * times;
        } else {
            whole += value / perOne * times;
            rest += value % perOne * times;
        }
        if (rest >= perOne) {
            whole += rest / perOne;
            rest %= perOne;
        }
    }
}
