package dev.bailiwick.e2e.crd;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.workload.Settings;
import dev.bailiwick.workload.render.ObjectRenderer;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Optional;

/** What the operator makes of a deployment, short of choosing nodes for it. */
final class Rendered {

    private Rendered() {}

    /** The ReplicaSet of a deployment, with a made-up UID where it has none. */
    static ReplicaSet replicaSet(ModelDeployment deployment) {
        if (deployment.getMetadata().getUid() == null) {
            deployment.getMetadata().setUid("00000000-0000-0000-0000-000000000000");
        }
        return new ObjectRenderer(Settings.standard("bailiwick")).replicaSet(deployment, "abc123", Optional.empty(), 1);
    }
}
