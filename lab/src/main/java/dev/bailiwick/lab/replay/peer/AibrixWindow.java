package dev.bailiwick.lab.replay.peer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The mean of what was recorded in a window, in buckets of a second of which the last value counts
 * (vllm-project/aibrix pkg/controller/podautoscaler/types/metrics.go, {@code TimeWindow}).
 */
final class AibrixWindow {
    private static final long SECOND_MILLIS = 1_000;

    private final long windowMillis;
    private final Deque<Bucket> buckets = new ArrayDeque<>();

    private record Bucket(long second, double value) {}

    AibrixWindow(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** Records a value; times do not fall. */
    void record(long now, double value) {
        long second = now / SECOND_MILLIS;
        if (!buckets.isEmpty() && buckets.getLast().second() == second) {
            buckets.removeLast();
        }
        buckets.addLast(new Bucket(second, value));
        long cutoff = (now - windowMillis) / SECOND_MILLIS;
        while (buckets.getFirst().second() < cutoff) {
            buckets.removeFirst();
        }
    }

    /** The mean, 0 without values. */
    double mean() {
        double sum = 0;
        for (Bucket bucket : buckets) {
            sum += bucket.value();
        }
        return buckets.isEmpty() ? 0 : sum / buckets.size();
    }
}
