package dev.bailiwick.workload.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.rollout.SimulatedFleet.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens: revisions and sizes at random, pods that die or fall silent, caches that lag. */
final class AnyFleetTest {
    private static final int STEPS = 400;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverTakesOutMoreThanItMay(int seed) {
        // Given
        var random = new Random(seed);
        var fleet = new SimulatedFleet();
        var revision = "a";
        var desired = 3;
        var lagging = List.<Pod>of();

        for (var i = 0; i < STEPS; i++) {
            // When
            if (random.nextInt(15) == 0) {
                revision = String.valueOf((char) ('a' + random.nextInt(4)));
            }
            if (random.nextInt(8) == 0) {
                desired = random.nextInt(7);
            }
            disturb(fleet, random);
            fleet.controllerIsQuick = random.nextBoolean();
            var seen = random.nextInt(4) == 0 ? late(lagging, fleet, random) : List.copyOf(fleet.pods);
            lagging = List.copyOf(fleet.pods);
            var plan = fleet.planOn(revision, desired, seen);

            // Then
            var where = "seed %d, step %d: %s; %s of %d; %s"
                    .formatted(seed, i, fleet.shown(), revision, desired, plan.actions());
            keepsWhatServes(seen, plan, desired, where);
            removesOnlyWhatMayGo(fleet, plan, where);
            startsOneAtATime(fleet, plan, revision, desired, seen, where);
            fleet.apply(plan, revision);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void settlesOnceNothingHappensAnyMore(int seed) {
        // Given
        var random = new Random(seed);
        var fleet = new SimulatedFleet();
        for (var i = 0; i < 50; i++) {
            disturb(fleet, random);
            fleet.pass(String.valueOf((char) ('a' + random.nextInt(4))), random.nextInt(7));
        }

        // When
        var desired = random.nextInt(7);
        for (var i = 0; i < 60; i++) {
            fleet.pods.stream()
                    .filter(pod -> pod.phase == Replica.Phase.UNREADY)
                    .forEach(pod -> pod.phase = Replica.Phase.READY);
            fleet.step().finish().pass("z", desired);
        }

        // Then
        assertThat(fleet.of("z")).hasSize(desired).allMatch(Pod::serving);
        assertThat(fleet.pods).hasSize(desired);
    }

    private static void keepsWhatServes(List<Pod> seen, FleetPlan plan, int desired, String where) {
        var before = (int) seen.stream().filter(Pod::serving).count();
        var leaving = plan.actions().stream()
                .filter(action -> !(action instanceof PodAction.TakeBack))
                .filter(action -> seen.stream()
                        .anyMatch(pod -> pod.uid.equals(action.replica().uid()) && pod.serving()))
                .count();
        assertThat(before - leaving).as(where).isGreaterThanOrEqualTo(Math.min(before, desired));
    }

    private static void removesOnlyWhatMayGo(SimulatedFleet fleet, FleetPlan plan, String where) {
        for (var action : plan.actions()) {
            if (action instanceof PodAction.Remove(var replica, var outcome, var cut, var byNumber)) {
                var started = replica.drainStarted();
                switch (outcome) {
                    case NEVER_SERVED ->
                        assertThat(replica.neverServed()).as(where).isTrue();
                    case FINISHED -> {
                        assertThat(replica.load().orElseThrow().inFlight())
                                .as(where)
                                .isZero();
                        assertThat(started.orElseThrow().plus(SimulatedFleet.IDLE_GRACE))
                                .as(where)
                                .isBeforeOrEqualTo(fleet.now);
                    }
                    case DEADLINE ->
                        assertThat(started.orElseThrow().plus(SimulatedFleet.DEADLINE))
                                .as(where)
                                .isBeforeOrEqualTo(fleet.now);
                }
                assertThat(cut == 0 || outcome == PodAction.Outcome.DEADLINE)
                        .as(where)
                        .isTrue();
            }
        }
    }

    /** While another revision is there, the current one has at most one replica on its way beside growth. */
    private static void startsOneAtATime(
            SimulatedFleet fleet, FleetPlan plan, String revision, int desired, List<Pod> seen, String where) {
        var kept = oldKept(fleet, revision, seen);
        var own = seen.stream().filter(pod -> pod.revision.equals(revision)).toList();
        var serving = own.stream().filter(Pod::serving).count();
        var asked = fleet.sets.containsKey(revision) ? fleet.sets.get(revision).replicas : 0;
        var ordered = plan.of(revision) - asked + removed(plan, revision);
        var started = asked
                - own.stream()
                        .filter(pod -> pod.drainStarted.isPresent() || pod.serving())
                        .count();
        var growth = Math.max(0, desired - serving - kept);
        if (kept > 0 && ordered > 0) {
            assertThat(started + ordered).as(where).isLessThanOrEqualTo(Math.max(1, growth));
        }
    }

    private static long removed(FleetPlan plan, String revision) {
        return plan.actions().stream()
                .filter(action -> action instanceof PodAction.Remove(var replica, var o, var c, var n)
                        && replica.revision().equals(revision))
                .count();
    }

    private static long oldKept(SimulatedFleet fleet, String revision, List<Pod> seen) {
        return fleet.sets.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(revision))
                .mapToLong(entry -> Math.max(
                        0,
                        entry.getValue().replicas
                                - seen.stream()
                                        .filter(pod ->
                                                pod.revision.equals(entry.getKey()) && pod.drainStarted.isPresent())
                                        .count()))
                .sum();
    }

    /** What a watch that lags shows: what died since is still there, or what was made since is not there yet. */
    private static List<Pod> late(List<Pod> lagging, SimulatedFleet fleet, Random random) {
        return random.nextBoolean()
                ? lagging
                : fleet.pods.stream()
                        .filter(pod -> lagging.contains(pod) || !pod.seen().neverServed())
                        .toList();
    }

    private static void disturb(SimulatedFleet fleet, Random random) {
        fleet.now = fleet.now.plusSeconds(random.nextInt(90));
        for (var pod : new ArrayList<>(fleet.pods)) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> forward(pod);
                case 3 -> SimulatedFleet.idle(pod, fleet.now);
                case 4 -> {
                    pod.inFlight = random.nextInt(1, 30);
                    pod.idleSince = Optional.empty();
                }
                case 5 -> {
                    if (pod.phase == Replica.Phase.READY) {
                        pod.phase = Replica.Phase.UNREADY;
                    }
                }
                case 6 -> {
                    if (random.nextInt(6) == 0) {
                        fleet.pods.remove(pod);
                    }
                }
                default -> {}
            }
        }
        if (random.nextBoolean()) {
            fleet.control();
        }
    }

    private static void forward(Pod pod) {
        pod.phase = switch (pod.phase) {
            case UNSCHEDULED -> Replica.Phase.STARTING;
            case STARTING, UNREADY, READY -> Replica.Phase.READY;
        };
    }
}
