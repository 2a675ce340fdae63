package dev.bailiwick.workload.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do with the replicas of one deployment in this pass.
 *
 * @param replicas what each revision's ReplicaSet should ask for, draining pods included
 * @param actions what to do with single pods, before the ReplicaSets are applied
 * @param retired revisions whose empty ReplicaSet is no longer kept for a rollback
 * @param wakeAfter when to look again without any event, such as at the next drain deadline
 */
public record FleetPlan(
        Map<String, Integer> replicas, List<PodAction> actions, List<String> retired, Optional<Duration> wakeAfter) {
    public FleetPlan {
        replicas = Map.copyOf(replicas);
        actions = List.copyOf(actions);
        retired = List.copyOf(retired);
    }

    /** What the ReplicaSet of a revision should ask for. */
    public int of(String revision) {
        return replicas.getOrDefault(revision, 0);
    }
}
