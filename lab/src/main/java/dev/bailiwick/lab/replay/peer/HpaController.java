package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.peer.HpaBehavior.Limit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the HPA makes of a proposal: bounds, stabilisation, limits
 * (kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go, {@code reconcileAutoscaler}).
 */
final class HpaController {
    private static final double UNSTATED_FACTOR = 2;
    private static final double UNSTATED_LEAST = 4;

    private final int min;
    private final int max;
    private final HpaBehavior behavior;
    private final long longestPeriodMillis;
    private final SlidingExtreme highest;
    private final SlidingExtreme lowest;
    private final Deque<Event> ups = new ArrayDeque<>();
    private final Deque<Event> downs = new ArrayDeque<>();
    private boolean begun;
    private int stabilised;

    private record Event(long at, int change) {}

    /**
     * A controller that has seen nothing.
     *
     * @param min fewest replicas, 0 or more
     * @param max most replicas
     */
    HpaController(int min, int max, HpaBehavior behavior) {
        this.min = min;
        this.max = max;
        this.behavior = behavior;
        this.longestPeriodMillis = Math.max(longest(behavior.up()), longest(behavior.down()));
        this.highest = new SlidingExtreme(true, behavior.downMillis(), !behavior.stated());
        this.lowest = new SlidingExtreme(false, behavior.upMillis(), false);
    }

    /**
     * One round.
     *
     * @param now milliseconds since 1970
     * @param current what {@code replicas} says
     * @param proposal what the metric proposes; empty when it cannot be read, which changes nothing
     * @return the size from now on
     */
    int reconcile(long now, int current, OptionalInt proposal) {
        if (!begun) {
            begun = true;
            remember(now, current);
        }
        if (current == 0 && min > 0) {
            return 0;
        }
        int size;
        if (current > max) {
            size = max;
        } else if (current < min) {
            size = min;
        } else if (proposal.isEmpty()) {
            return current;
        } else {
            size = behavior.stated()
                    ? stated(now, current, proposal.getAsInt())
                    : unstated(now, current, proposal.getAsInt());
        }
        if (behavior.stated() && size > current) {
            ups.addLast(new Event(now, size - current));
        } else if (behavior.stated() && size < current) {
            downs.addLast(new Event(now, current - size));
        }
        return size;
    }

    /** The last proposal after stabilisation, before limits. */
    int stabilised() {
        return stabilised;
    }

    private int unstated(long now, int current, int proposal) {
        stabilised = highest.with(now, proposal);
        remember(now, proposal);
        int limit = (int) Math.min(max, Math.max(UNSTATED_FACTOR * current, UNSTATED_LEAST));
        return stabilised < min ? min : Math.min(stabilised, limit);
    }

    private int stated(long now, int current, int proposal) {
        int up = lowest.with(now, proposal);
        int down = highest.with(now, proposal);
        remember(now, proposal);
        stabilised = Math.min(Math.max(current, up), down);
        if (stabilised > current) {
            return Math.min(stabilised, Math.min(max, Math.max(current, upLimit(now, current))));
        }
        if (stabilised < current) {
            return Math.max(stabilised, Math.max(min, Math.min(current, downLimit(now, current))));
        }
        return stabilised;
    }

    private void remember(long now, int proposal) {
        highest.add(now, proposal);
        lowest.add(now, proposal);
    }

    private int upLimit(long now, int current) {
        int limit = Integer.MIN_VALUE;
        for (Limit rule : behavior.up()) {
            int start = atStartOfPeriod(now, current, rule);
            limit = Math.max(
                    limit, rule.percent() ? (int) Math.ceil(start * (1 + rule.value() / 100.0)) : start + rule.value());
        }
        return limit;
    }

    private int downLimit(long now, int current) {
        int limit = Integer.MAX_VALUE;
        for (Limit rule : behavior.down()) {
            int start = atStartOfPeriod(now, current, rule);
            limit = Math.min(limit, rule.percent() ? (int) (start * (1 - rule.value() / 100.0)) : start - rule.value());
        }
        return limit;
    }

    private int atStartOfPeriod(long now, int current, Limit rule) {
        forget(ups, now - longestPeriodMillis);
        forget(downs, now - longestPeriodMillis);
        long cutoff = now - rule.periodMillis();
        return current - changed(ups, cutoff) + changed(downs, cutoff);
    }

    private static long longest(List<Limit> rules) {
        return rules.stream().mapToLong(Limit::periodMillis).max().orElse(0);
    }

    private static void forget(Deque<Event> events, long cutoff) {
        while (!events.isEmpty() && events.getFirst().at() <= cutoff) {
            events.removeFirst();
        }
    }

    private static int changed(Deque<Event> events, long cutoff) {
        int changed = 0;
        for (Event event : events) {
            changed += event.at() > cutoff ? event.change() : 0;
        }
        return changed;
    }
}
