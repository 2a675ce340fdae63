package dev.bailiwick.lab.replay;

/** What the replicas of a run cost, clipped to the counted interval. */
final class Bill {
    private final long from;
    private final long to;
    private long nanos;
    private long orders;

    /** Counts from one time to another. */
    Bill(long from, long to) {
        this.from = from;
        this.to = to;
    }

    boolean counts(long at) {
        return at >= from && at <= to;
    }

    void ordered(long at) {
        orders += counts(at) ? 1 : 0;
    }

    /** A replica was there from its order to its end. */
    void pay(long orderedAt, long endedAt) {
        nanos += Math.max(0, Math.min(endedAt, to) - Math.max(orderedAt, from));
    }

    /** Hours of replicas. */
    double hours() {
        return Nanos.seconds(nanos) / 3600;
    }

    /** Replicas ordered. */
    long orders() {
        return orders;
    }
}
