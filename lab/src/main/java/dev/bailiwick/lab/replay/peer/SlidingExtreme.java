package dev.bailiwick.lab.replay.peer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The largest or the smallest of the values of the last while, in constant time per value on average: a value that a
 * later one outdoes can never be the answer again.
 */
public final class SlidingExtreme {
    private final boolean largest;
    private final long windowMillis;
    private final boolean withEdge;
    private final Deque<Value> values = new ArrayDeque<>();

    private record Value(long at, int value) {}

    /**
     * Without values.
     *
     * @param largest whether the largest is looked for
     * @param windowMillis how long a value counts
     * @param withEdge whether a value that is exactly that old still counts
     */
    public SlidingExtreme(boolean largest, long windowMillis, boolean withEdge) {
        this.largest = largest;
        this.windowMillis = windowMillis;
        this.withEdge = withEdge;
    }

    /** Adds a value; times do not fall. */
    public void add(long at, int value) {
        while (!values.isEmpty() && !outdoes(values.getLast().value(), value)) {
            values.removeLast();
        }
        values.addLast(new Value(at, value));
    }

    /** The extreme among a value of now and those that still count. */
    public int with(long now, int current) {
        long cutoff = now - windowMillis;
        while (!values.isEmpty()
                && (withEdge
                        ? values.getFirst().at() < cutoff
                        : values.getFirst().at() <= cutoff)) {
            values.removeFirst();
        }
        return !values.isEmpty() && outdoes(values.getFirst().value(), current)
                ? values.getFirst().value()
                : current;
    }

    private boolean outdoes(int one, int other) {
        return largest ? one > other : one < other;
    }
}
