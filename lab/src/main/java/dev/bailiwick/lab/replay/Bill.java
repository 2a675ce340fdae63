package dev.bailiwick.lab.replay;

import java.util.ArrayList;
import java.util.List;

/** What the replicas of a run cost, clipped to the counted interval. */
final class Bill {
    private final long from;
    private final long to;
    private final List<Paid> paid = new ArrayList<>();
    private long nanos;
    private long orders;

    /** A time, within the counted interval, for which a replica is paid. */
    record Paid(long from, long to) {}

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
        Paid time = new Paid(Math.max(orderedAt, from), Math.min(endedAt, to));
        if (time.from < time.to) {
            nanos += time.to - time.from;
            paid.add(time);
        }
    }

    /** What is paid, replica by replica, in the order of their ends. */
    List<Paid> paid() {
        return paid;
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
