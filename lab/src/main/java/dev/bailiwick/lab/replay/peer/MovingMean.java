package dev.bailiwick.lab.replay.peer;

/** The mean of the last values, in a ring. */
final class MovingMean {
    private final double[] ring;
    private int next;
    private int seen;

    /** Of so many values at most, 1 or more. */
    MovingMean(int size) {
        this.ring = new double[size];
    }

    void add(double value) {
        ring[next] = value;
        next = (next + 1) % ring.length;
        seen = Math.min(seen + 1, ring.length);
    }

    /** The mean of the values seen, 0 before the first. */
    double ofSeen() {
        return seen == 0 ? 0 : sum() / seen;
    }

    /** The mean over the whole ring, as if zeros had come before the first value. */
    double ofAll() {
        return sum() / ring.length;
    }

    int seen() {
        return seen;
    }

    /** Added anew each time, in the order of the ring, so that no error of rounding stays behind. */
    private double sum() {
        double sum = 0;
        for (double value : ring) {
            sum += value;
        }
        return sum;
    }
}
