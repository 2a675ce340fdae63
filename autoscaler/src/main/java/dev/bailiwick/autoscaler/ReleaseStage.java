package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.CapacityStage.Learned;
import dev.bailiwick.autoscaler.DemandStage.Demand;
import dev.bailiwick.autoscaler.LearnedState.Load;
import dev.bailiwick.autoscaler.LearnedState.Point;
import dev.bailiwick.autoscaler.SizeStage.Sized;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fifth stage: whether a lower need has held for long enough, and how far the size may fall (design 6).
 *
 * <p>The delay runs only while observations are complete. It starts again after a restart of the operator, after a gap
 * longer than a lost page can be bridged, and when a replica's counters began anew: what happened meanwhile is not
 * known. Where the rule says "in-flight", the highest of the delay is taken, so that a momentary dip releases nothing.
 */
final class ReleaseStage {

    /** Share of the trusted load per replica up to which a release may fill the others (design 6). */
    private static final double FILL = 0.8;
    /** How long a load must be held without a queue to be trusted (design 6). */
    private static final long HELD_FOR = 30_000;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /**
     * What a release comes to.
     *
     * @param size the size to go to, not above the one held
     * @param reason why
     * @param enough the size that the needs alone would allow
     * @param inFlight highest requests in flight within the delay
     * @param limit requests in flight per replica that a release may lead to
     */
    record Release(int size, Reason reason, int enough, double inFlight, double limit) {}

    /** Takes this tick into what is remembered. */
    LearnedState remember(
            LearnedState before,
            Observation observation,
            Demand demand,
            Learned learned,
            Sized sized,
            Policy policy,
            long now) {
        boolean complete = demand.ready() > 0 && demand.lost().isEmpty();
        Long last = before.lastComplete();
        boolean gap = last == null || now - last > PodTracker.STALE_AFTER;
        boolean anew = demand.countersReset() || (complete && gap);
        long delay = policy.scaleDownDelay().toMillis();
        boolean judged = !demand.known().isEmpty();
        boolean sameRevision = observation.revision().equals(before.revision());
        List<Load> loads = loads(anew ? List.of() : before.loads(), demand, complete, now);
        return new LearnedState(
                LearnedState.VERSION,
                observation.revision(),
                demand.since(),
                demand.memories(),
                learned.lengths(),
                learned.throughput(),
                loads,
                highest(anew ? List.of() : before.needs(), judged, sized.keep(), now, delay),
                highest(anew ? List.of() : before.inFlights(), judged, demand.inFlight(), now, delay),
                anew ? (Long) now : before.evidenceSince(),
                complete ? (Long) now : last,
                demand.queued() ? (Long) now : before.lastQueued(),
                levels(sameRevision ? before.levels() : List.of(), loads, now));
    }

    /** Appends a value to a list from which all smaller older values are dropped, so that its first is the highest. */
    private static List<Point> highest(List<Point> points, boolean known, double value, long now, long delay) {
        List<Point> kept = new ArrayList<>(points.size() + 1);
        for (Point point : points) {
            if (point.at() >= now - delay && (!known || point.value() > value)) {
                kept.add(point);
            }
        }
        if (known) {
            kept.add(new Point(now, value));
        }
        return kept;
    }

    private static List<Load> loads(List<Load> before, Demand demand, boolean complete, long now) {
        int known = demand.known().size();
        if (!complete || known < demand.ready()) {
            return before;
        }
        int first = 0;
        while (first + 1 < before.size() && before.get(first + 1).at() <= now - HELD_FOR) {
            first++;
        }
        List<Load> kept = new ArrayList<>(before.size() - first + 1);
        kept.addAll(before.subList(first, before.size()));
        kept.add(new Load(now, demand.inFlight() / known, demand.queued()));
        return kept;
    }

    /** The lowest load of the last 30 s, where no replica had a queue, becomes the level of its minute if it is the highest. */
    private static List<Point> levels(List<Point> before, List<Load> loads, long now) {
        List<Point> kept = new ArrayList<>(before.size() + 1);
        for (Point level : before) {
            if (level.at() > now - HOUR) {
                kept.add(level);
            }
        }
        Double held = held(loads, now);
        if (held == null) {
            return kept;
        }
        long minute = now - now % MINUTE;
        if (!kept.isEmpty() && kept.getLast().at() == minute) {
            held = Math.max(held, kept.removeLast().value());
        }
        kept.add(new Point(minute, held));
        return kept;
    }

    private static @Nullable Double held(List<Load> loads, long now) {
        if (loads.isEmpty() || loads.getFirst().at() > now - HELD_FOR) {
            return null;
        }
        double lowest = Double.MAX_VALUE;
        for (Load load : loads) {
            if (load.queued()) {
                return null;
            }
            lowest = Math.min(lowest, load.perReplica());
        }
        return lowest;
    }

    /** Judges a release from a size, with this tick already remembered. */
    Release judge(
            LearnedState state, Demand demand, Sized sized, Capacity capacity, Policy policy, int held, long now) {
        int enough = policy.clamp(Math.max(sized.keep(), (int) first(state.needs())));
        double inFlight = first(state.inFlights());
        double limit = FILL * trusted(state, capacity, policy);
        if (sized.keep() >= held || policy.minReplicas() == held) {
            return new Release(held, Reason.Steady, enough, inFlight, limit);
        }
        long delay = policy.scaleDownDelay().toMillis();
        Long since = state.evidenceSince();
        boolean longEnough = since != null && now - since >= delay && enough < held;
        if (!longEnough || !demand.fresh() || !sized.complete()) {
            return new Release(held, Reason.ReleaseDelayed, policy.clamp(sized.keep()), inFlight, limit);
        }
        Long queued = state.lastQueued();
        if (policy.tokenRateOnly() && queued != null && now - queued <= delay) {
            return new Release(held, Reason.RequestsWaiting, enough, inFlight, limit);
        }
        int carrying = (int) Math.min(held, Math.ceil(inFlight / limit));
        int size = Math.max(enough, carrying);
        Reason reason = size < held ? Reason.ScaledDown : Reason.WouldQueueAgain;
        return new Release(size, reason, enough, inFlight, limit);
    }

    /**
     * Half of what a replica is taken to carry, or the highest load it has held without a queue in the last hour. With
     * objectives no more than what it is taken to carry: above that the in-flight term would ask for the replica again
     * at once.
     */
    private static double trusted(LearnedState state, Capacity capacity, Policy policy) {
        double highest = capacity.concurrency() / 2;
        for (Point level : state.levels()) {
            highest = Math.max(highest, level.value());
        }
        return policy.objectives() == null ? highest : Math.min(highest, capacity.concurrency());
    }

    private static double first(List<Point> falling) {
        return falling.isEmpty() ? 0 : falling.getFirst().value();
    }
}
