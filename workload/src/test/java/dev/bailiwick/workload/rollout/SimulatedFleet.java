package dev.bailiwick.workload.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A cluster in small: ReplicaSets and their pods, the ReplicaSet controller with its own choice of victims (behaviour
 * 1), and the operator's part as the Applier does it.
 */
final class SimulatedFleet {
    static final Duration DEADLINE = Duration.ofMinutes(10);
    static final Duration IDLE_GRACE = Duration.ofSeconds(5);

    private final FleetPlanner planner = new FleetPlanner(DEADLINE, IDLE_GRACE);
    final Map<String, Asked> sets = new LinkedHashMap<>();
    final List<Pod> pods = new ArrayList<>();
    private int names;

    /** Whether the controller replaces a deleted pod before the number is lowered, and so removes the replacement. */
    boolean controllerIsQuick;

    Instant now = Instant.parse("2026-11-24T08:00:00Z");

    /** A ReplicaSet. */
    static final class Asked {
        final Instant created;
        int replicas;

        Asked(Instant created) {
            this.created = created;
        }
    }

    /** A pod; ready only ever after it was starting. */
    static final class Pod {
        final String uid;
        final String revision;
        final Instant created;
        Replica.Phase phase = Replica.Phase.UNSCHEDULED;
        Optional<Instant> drainStarted = Optional.empty();
        double inFlight;
        Optional<Instant> idleSince = Optional.empty();

        Pod(String uid, String revision, Instant created) {
            this.uid = uid;
            this.revision = revision;
            this.created = created;
        }

        boolean serving() {
            return phase == Replica.Phase.READY && drainStarted.isEmpty();
        }

        Replica seen() {
            return new Replica(
                    uid,
                    uid,
                    revision,
                    "template",
                    phase,
                    drainStarted,
                    Optional.of(new Replica.Load(inFlight, idleSince)),
                    order());
        }

        private Replica.Order order() {
            return new Replica.Order(
                    phase != Replica.Phase.UNSCHEDULED,
                    phase.compareTo(Replica.Phase.UNREADY) >= 0,
                    phase == Replica.Phase.READY,
                    drainStarted.isPresent() ? -1000 : 0,
                    created);
        }
    }

    SimulatedFleet with(String revision, int serving) {
        var set = sets.computeIfAbsent(revision, r -> new Asked(now));
        set.replicas += serving;
        for (var i = 0; i < serving; i++) {
            var pod = create(revision);
            pod.phase = Replica.Phase.READY;
            pod.inFlight = 1;
        }
        now = now.plusSeconds(60);
        return this;
    }

    Pod create(String revision) {
        var pod = new Pod("%s-%02d".formatted(revision, ++names), revision, now);
        pods.add(pod);
        return pod;
    }

    /** One pass of the operator and what the controller does about it. */
    FleetPlan pass(String current, int desired) {
        var plan = planner.plan(set(current, pods), old(current, pods), desired, now);
        apply(plan, current);
        return plan;
    }

    FleetPlan planOn(String current, int desired, List<Pod> seen) {
        return planner.plan(set(current, seen), old(current, seen), desired, now);
    }

    /** What the API server would refuse is refused here too: an act on a pod that is gone. */
    boolean apply(FleetPlan plan, String current) {
        var byNumber = new HashSet<String>();
        for (var action : plan.actions()) {
            var pod = pod(action.replica().uid());
            if (pod.isEmpty()) {
                return false;
            }
            switch (action) {
                case PodAction.Drain drain -> pod.get().drainStarted = Optional.of(now);
                case PodAction.TakeBack back -> pod.get().drainStarted = Optional.empty();
                case PodAction.Remove remove -> {
                    if (remove.byNumber()) {
                        byNumber.add(pod.get().uid);
                    } else {
                        pods.remove(pod.get());
                    }
                }
            }
        }
        if (plan.of(current) > 0 || !sets.containsKey(current)) {
            sets.computeIfAbsent(current, r -> new Asked(now));
        }
        if (controllerIsQuick) {
            control();
        }
        plan.replicas().forEach((revision, replicas) -> {
            var set = sets.get(revision);
            if (set != null) {
                set.replicas = replicas;
            }
        });
        plan.retired().forEach(sets::remove);
        var before = List.copyOf(pods);
        control();
        before.stream()
                .filter(pod -> !pods.contains(pod)
                        && !byNumber.contains(pod.uid)
                        && !pod.seen().neverServed())
                .findAny()
                .ifPresent(pod -> {
                    throw new AssertionError(pod.uid + " went by number, and may hold requests; meant: " + byNumber);
                });
        return true;
    }

    /** The ReplicaSet controller: makes what is missing, and removes by its own order, not by ours. */
    void control() {
        sets.forEach((revision, set) -> {
            while (of(revision).size() < set.replicas) {
                create(revision);
            }
            var order = Comparator.comparing((Pod pod) -> pod.order().scheduled())
                    .thenComparing(pod -> pod.order().running())
                    .thenComparing(pod -> pod.order().ready())
                    .thenComparingInt(pod -> pod.order().deletionCost())
                    .thenComparing(pod -> pod.created, Comparator.reverseOrder());
            var own = of(revision).stream().sorted(order).toList();
            pods.removeAll(own.subList(0, Math.max(0, own.size() - set.replicas)));
        });
    }

    /** Every pod on its way takes one step: onto a node, then ready. */
    SimulatedFleet step() {
        now = now.plusSeconds(10);
        for (var pod : pods) {
            if (pod.phase == Replica.Phase.UNSCHEDULED) {
                pod.phase = Replica.Phase.STARTING;
            } else if (pod.phase == Replica.Phase.STARTING) {
                pod.phase = Replica.Phase.READY;
                pod.inFlight = 1;
            }
        }
        return this;
    }

    /** Draining pods finish what they have. */
    SimulatedFleet finish() {
        now = now.plusSeconds(10);
        pods.stream().filter(pod -> pod.drainStarted.isPresent()).forEach(pod -> idle(pod, now));
        return this;
    }

    static void idle(Pod pod, Instant since) {
        pod.inFlight = 0;
        pod.idleSince = Optional.of(since);
    }

    int serving() {
        return (int) pods.stream().filter(Pod::serving).count();
    }

    List<Pod> of(String revision) {
        return pods.stream().filter(pod -> pod.revision.equals(revision)).toList();
    }

    /** As {@code a 2 serving 1 draining, b 1 starting}. */
    String shown() {
        return sets.keySet().stream()
                .map(revision -> {
                    var own = of(revision);
                    var serving = own.stream().filter(Pod::serving).count();
                    var draining =
                            own.stream().filter(p -> p.drainStarted.isPresent()).count();
                    var starting = own.size() - serving - draining;
                    return revision
                            + word(serving, "serving")
                            + word(starting, "starting")
                            + word(draining, "draining");
                })
                .collect(Collectors.joining(", "));
    }

    private static String word(long count, String word) {
        return count == 0 ? "" : " " + count + " " + word;
    }

    private Optional<Pod> pod(String uid) {
        return pods.stream().filter(pod -> pod.uid.equals(uid)).findFirst();
    }

    private RevisionSet set(String revision, List<Pod> seen) {
        var set = sets.get(revision);
        return new RevisionSet(
                revision,
                set == null ? 0 : set.replicas,
                set == null ? Instant.EPOCH : set.created,
                seen.stream()
                        .filter(pod -> pod.revision.equals(revision))
                        .map(Pod::seen)
                        .toList());
    }

    private List<RevisionSet> old(String current, List<Pod> seen) {
        return sets.keySet().stream()
                .filter(revision -> !revision.equals(current))
                .map(revision -> set(revision, seen))
                .toList();
    }
}
