package dev.bailiwick.operator.gather;

import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.util.List;

/**
 * Which changes of replicas a pass could act on or report. The others keep the watched copies up to date and wake nobody: one change of
 * size makes a dozen of them.
 */
final class WorthAPass {
    private WorthAPass() {}

    /** The numbers of its status say what its pods say, later; a condition says why it cannot make pods. */
    static boolean replicaSet(ReplicaSet after, ReplicaSet before) {
        return !Written.of(after.getMetadata()).equals(Written.of(before.getMetadata()))
                || !conditions(after).equals(conditions(before));
    }

    /** What a pod does that is finished or being deleted changes no plan; its end may be the first that is heard of its deletion. */
    static boolean pod(Pod after, Pod before) {
        return FleetReader.live(after) || FleetReader.live(before);
    }

    private static List<ReplicaSetCondition> conditions(ReplicaSet set) {
        return set.getStatus() == null ? List.of() : set.getStatus().getConditions();
    }
}
