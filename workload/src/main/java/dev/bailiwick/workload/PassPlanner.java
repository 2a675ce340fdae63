package dev.bailiwick.workload;

import dev.bailiwick.placement.PlacementPlanner;
import dev.bailiwick.placement.Plan;
import dev.bailiwick.workload.check.Checks;
import dev.bailiwick.workload.rollout.FleetPlanner;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.rollout.RevisionSet;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import dev.bailiwick.workload.scaling.Sizing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what was observed into a plan: checks, size, placement, replicas, in this order. */
public final class PassPlanner {
    private final Settings settings;
    private final PlacementPlanner placement;

    public PassPlanner(Settings settings) {
        this.settings = settings;
        this.placement = new PlacementPlanner();
    }

    /**
     * Plans one pass.
     *
     * @param decided what the autoscaler last decided for the deployment as it is now written
     * @param outlook what its ticks have come to
     */
    public Pass plan(Observed observed, OptionalInt decided, Optional<ScalingOutlook> outlook, Instant now) {
        var deployment = observed.deployment();
        var revision = Revision.of(deployment);
        var sets = FleetReader.sets(observed.replicaSets(), observed.pods(), observed.loads());
        var current = sets.stream()
                .filter(set -> set.revision().equals(revision))
                .findFirst()
                .orElse(new RevisionSet(revision, 0, Instant.EPOCH, List.of()));
        var old = sets.stream().filter(set -> !set.revision().equals(revision)).toList();
        var live = sets.isEmpty() ? OptionalInt.empty() : OptionalInt.of(live(sets));
        var sizing = Sizing.of(deployment, live, decided);
        var finding = Checks.firstFinding(observed);
        var deadline = Defaults.drainDeadline(deployment.getSpec());
        return new Pass(
                observed,
                revision,
                current,
                old,
                finding,
                sizing,
                placement(observed, sets, sizing),
                finding.isPresent()
                        ? Optional.empty()
                        : Optional.of(new FleetPlanner(deadline, settings.idleGrace())
                                .plan(current, old, sizing.size(), now)),
                outlook,
                now);
    }

    /** During a rollout more replicas want a place than the size says: those without a node count as missing. */
    private Optional<Plan> placement(Observed observed, List<RevisionSet> sets, Sizing sizing) {
        var kept = sets.stream()
                .flatMap(set -> set.pods().stream())
                .filter(replica -> !replica.draining())
                .toList();
        var placed = (int) kept.stream()
                .filter(replica -> replica.phase() != Replica.Phase.UNSCHEDULED)
                .count();
        var wanted = Math.max(sizing.size(), kept.size());
        return PlacementRequests.of(observed.deployment())
                .map(request -> placement.plan(request, observed.inventory(), wanted, placed));
    }

    private static int live(List<RevisionSet> sets) {
        return sets.stream()
                .mapToInt(set -> Math.max(
                        0,
                        set.replicas()
                                - (int) set.pods().stream()
                                        .filter(Replica::draining)
                                        .count()))
                .sum();
    }
}
