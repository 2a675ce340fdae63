package dev.bailiwick.operator.apply;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.CanonicalJson;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Writes status by fenced server-side apply, and nothing where it says the same already. */
public final class StatusWriter {
    private final KubernetesClient client;
    private final TimedWrites writes;

    public StatusWriter(KubernetesClient client, OperatorMetrics metrics) {
        this.client = client;
        this.writes = new TimedWrites(metrics);
    }

    /**
     * Writes {@code status}.
     *
     * @return the object as it stands after it; absent if nothing was sent
     * @throws StalePlanException if the object has changed since it was read
     */
    public Optional<ModelDeployment> write(ModelDeployment read, ModelDeploymentStatus status) {
        if (read.getStatus() != null && CanonicalJson.tree(read.getStatus()).equals(CanonicalJson.tree(status))) {
            return Optional.empty();
        }
        // A fresh object: an apply that carried the spec would own it.
        var body = new ModelDeployment();
        body.getMetadata().setName(read.getMetadata().getName());
        body.getMetadata().setNamespace(read.getMetadata().getNamespace());
        Applier.fence(body, read);
        body.setStatus(status);
        try {
            return Optional.of(writes.time(
                    body.getKind(),
                    () -> client.resource(body).subresource("status").patch(ApplyContext.APPLY)));
        } catch (KubernetesClientException e) {
            throw StalePlanException.orItself(e);
        }
    }
}
