package dev.bailiwick.workload;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.workload.rollout.Replica;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was read for one pass over one ModelDeployment; after this, no step looks anything up.
 *
 * @param deployment the ModelDeployment as last read
 * @param replicaSets its own ReplicaSets, of all revisions
 * @param pods its live pods: not deleted, not finished
 * @param loads by pod UID, what each engine last said
 * @param inventory the nodes, and what bound pods request where we may see it
 * @param claim the claim that the model names, where it names one and it exists
 * @param strangers objects that bear a name the operator needs and belong to somebody else, as "Kind name"
 */
public record Observed(
        ModelDeployment deployment,
        List<ReplicaSet> replicaSets,
        List<Pod> pods,
        Map<String, Replica.Load> loads,
        Inventory inventory,
        Optional<PersistentVolumeClaim> claim,
        List<String> strangers) {
    public Observed {
        replicaSets = List.copyOf(replicaSets);
        pods = List.copyOf(pods);
        loads = Map.copyOf(loads);
        strangers = List.copyOf(strangers);
    }

    public String name() {
        return deployment.getMetadata().getName();
    }
}
