package dev.bailiwick.lab.simulator;

/** A histogram as a Prometheus client keeps it. */
final class Histogram {
    private final double[] upperEdges;
    private final long[] counts;
    private double sum;
    private long count;

    /** Buckets with these rising upper edges and one above the last. */
    Histogram(double... upperEdges) {
        this.upperEdges = upperEdges.clone();
        this.counts = new long[upperEdges.length + 1];
    }

    void observe(double value) {
        observe(value, 1);
    }

    void observe(double value, long times) {
        int bucket = 0;
        while (bucket < upperEdges.length && value > upperEdges[bucket]) {
            bucket++;
        }
        counts[bucket] += times;
        sum += value * times;
        count += times;
    }

    double[] upperEdges() {
        return upperEdges.clone();
    }

    /** Observations per bucket, not cumulative. */
    long[] counts() {
        return counts.clone();
    }

    double sum() {
        return sum;
    }

    long count() {
        return count;
    }
}
