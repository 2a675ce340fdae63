package dev.bailiwick.workload.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the replicas of one deployment: who drains, who is taken back, who goes, and what each ReplicaSet asks for. A
 * replica that has served goes only after its drain; {@code docs/adr/0004} says why the ReplicaSet alone cannot be
 * trusted with the choice.
 */
public final class FleetPlanner {
    /** Empty ReplicaSets kept for a rollback, as Kubernetes' own {@code revisionHistoryLimit} does with 10. */
    private static final int HISTORY = 3;

    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Duration drainDeadline;
    private final Duration idleGrace;

    /**
     * @param drainDeadline longest time that a draining replica may take
     * @param idleGrace time after the start of a drain before idle metrics count
     */
    public FleetPlanner(Duration drainDeadline, Duration idleGrace) {
        this.drainDeadline = drainDeadline;
        this.idleGrace = idleGrace;
    }

    /**
     * Plans one pass.
     *
     * @param current the current revision, whose ReplicaSet need not exist yet
     * @param old all other revisions that still have a ReplicaSet
     * @param desired replicas wanted in service, over all revisions
     */
    public FleetPlan plan(RevisionSet current, List<RevisionSet> old, int desired, Instant now) {
        var targets = Targets.of(current, old, desired);
        var replicas = new LinkedHashMap<String, Integer>();
        var actions = new ArrayList<PodAction>();
        var wake = new ArrayList<Duration>();
        var all = new ArrayList<RevisionSet>(old);
        all.addFirst(current);
        for (var set : all) {
            replicas.put(set.revision(), planSet(set, targets.getOrDefault(set.revision(), 0), now, actions, wake));
        }
        return new FleetPlan(
                replicas, actions, retired(old, replicas), wake.stream().min(Comparator.naturalOrder()));
    }

    /** Plans one revision and returns what its ReplicaSet should ask for. */
    private int planSet(RevisionSet set, int target, Instant now, List<PodAction> actions, List<Duration> wake) {
        if (set.shrinking()) {
            // Which pods go is decided already; to act on a pod now could be to act on one that is leaving.
            wake.add(SETTLE);
            return set.replicas();
        }
        var draining = set.pods().stream().filter(Replica::draining).toList();
        var missing = Math.max(0, target - set.kept());
        var back = takenBack(draining, missing);
        back.forEach(replica -> actions.add(new PodAction.TakeBack(replica)));

        var gone = new LinkedHashMap<Replica, PodAction.Remove>();
        draining.stream()
                .filter(replica -> !back.contains(replica))
                .forEach(replica -> ended(replica, now, wake).ifPresent(end -> gone.put(replica, end)));
        var surplus = Math.max(0, set.kept() - target);
        var unborn = Math.min(surplus, set.unborn());
        for (var victim : victims(set, surplus - unborn)) {
            if (victim.neverServed()) {
                gone.put(victim, new PodAction.Remove(victim, PodAction.Outcome.NEVER_SERVED, 0, false));
            } else {
                actions.add(new PodAction.Drain(victim));
                wake.add(idleGrace);
            }
        }
        // A drain that starts in this pass gets the same deletion cost as one that ends: the number could take either.
        var byNumber = set.unborn() == 0
                && missing == 0
                && surplus - unborn
                        == gone.values().stream().filter(this::neverServed).count()
                && DeletionOrder.removesExactly(gone.keySet(), set.pods());
        gone.values()
                .forEach(end -> actions.add(new PodAction.Remove(end.replica(), end.outcome(), end.cut(), byNumber)));
        return set.replicas() + missing - back.size() - unborn - gone.size();
    }

    private boolean neverServed(PodAction.Remove end) {
        return end.outcome() == PodAction.Outcome.NEVER_SERVED;
    }

    private List<Replica> takenBack(List<Replica> draining, int missing) {
        // The busiest first: it would take longest to go.
        return draining.stream()
                .filter(replica -> replica.phase() == Replica.Phase.READY)
                .sorted(Comparator.comparingDouble(Replica::inFlightOrMost).reversed())
                .limit(missing)
                .toList();
    }

    private Optional<PodAction.Remove> ended(Replica replica, Instant now, List<Duration> wake) {
        var started = replica.drainStarted().orElseThrow();
        var deadline = started.plus(drainDeadline);
        var counts = started.plus(idleGrace);
        var idle = replica.load().flatMap(Replica.Load::idleSince).filter(since -> !now.isBefore(counts));
        if (idle.isPresent()) {
            return Optional.of(new PodAction.Remove(replica, PodAction.Outcome.FINISHED, 0, false));
        }
        if (!now.isBefore(deadline)) {
            var cut = Math.round(replica.load().map(Replica.Load::inFlight).orElse(0.0));
            return Optional.of(new PodAction.Remove(replica, PodAction.Outcome.DEADLINE, cut, false));
        }
        wake.add(Duration.between(now, now.isBefore(counts) ? counts : deadline));
        return Optional.empty();
    }

    /** Starting pods first, then the least in flight (design 5, Drain 1). */
    private static List<Replica> victims(RevisionSet set, int surplus) {
        return set.pods().stream()
                .filter(replica -> !replica.draining())
                .sorted(Comparator.comparing(Replica::phase)
                        .thenComparingDouble(r -> r.neverServed() ? 0 : r.inFlightOrMost())
                        .thenComparing(r -> r.order().created(), Comparator.reverseOrder()))
                .limit(surplus)
                .toList();
    }

    private static List<String> retired(List<RevisionSet> old, Map<String, Integer> replicas) {
        return old.stream()
                .filter(set -> set.replicas() == 0
                        && replicas.getOrDefault(set.revision(), 0) == 0
                        && set.pods().isEmpty())
                .sorted(Comparator.comparing(RevisionSet::created).reversed())
                .skip(HISTORY)
                .map(RevisionSet::revision)
                .toList();
    }
}
