package dev.bailiwick.workload;

import dev.bailiwick.placement.Plan;
import dev.bailiwick.workload.check.Finding;
import dev.bailiwick.workload.rollout.FleetPlan;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.rollout.RevisionSet;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import dev.bailiwick.workload.scaling.Sizing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one pass found out, from which objects and status follow.
 *
 * @param revision the current revision
 * @param current its replicas
 * @param old the replicas of all other revisions
 * @param finding what stops the deployment until a human acts
 * @param sizing which size rules
 * @param placement where a replica may go; empty on CPU
 * @param fleet what to do with the replicas; empty while a finding stops everything
 * @param outlook what the ticks have come to; empty before the first tick or without a scaling block
 */
public record Pass(
        Observed observed,
        String revision,
        RevisionSet current,
        List<RevisionSet> old,
        Optional<Finding> finding,
        Sizing sizing,
        Optional<Plan> placement,
        Optional<FleetPlan> fleet,
        Optional<ScalingOutlook> outlook,
        Instant now) {

    /** All replicas, of all revisions. */
    public List<Replica> replicas() {
        var all = new ArrayList<>(current.pods());
        old.forEach(set -> all.addAll(set.pods()));
        return List.copyOf(all);
    }

    public int serving() {
        return (int) replicas().stream().filter(Replica::serving).count();
    }

    public int draining() {
        return (int) replicas().stream().filter(Replica::draining).count();
    }

    /** Whether only the current revision is left. */
    public boolean rolledOut() {
        return old.stream().allMatch(set -> set.replicas() == 0 && set.pods().isEmpty());
    }
}
