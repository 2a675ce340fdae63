package dev.bailiwick.operator.gather;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Observed;
import dev.bailiwick.workload.Revision;
import dev.bailiwick.workload.render.ObjectRenderer;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.rollout.Replica;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads everything that one pass needs; after it, no step of the pass looks anything up. */
public final class Gatherer {
    private final KubernetesClient client;
    private final OwnedCaches caches;
    private final ClusterInventory inventory;

    public Gatherer(KubernetesClient client, OwnedCaches caches, ClusterInventory inventory) {
        this.client = client;
        this.caches = caches;
        this.inventory = inventory;
    }

    /** Reads from the watched copies. */
    public Gathered cached(ModelDeployment deployment, Map<String, Replica.Load> loads) {
        return gather(
                deployment, caches.of(deployment, ReplicaSet.class), caches.of(deployment, Pod.class), loads, false);
    }

    /** Reads from the API server, after it has refused a write that was founded on an older state; empty if deleted. */
    public Optional<Gathered> fresh(ModelDeployment known, Map<String, Replica.Load> loads) {
        var namespace = known.getMetadata().getNamespace();
        var deployment = client.resources(ModelDeployment.class)
                .inNamespace(namespace)
                .withName(known.getMetadata().getName())
                .get();
        if (deployment == null) {
            return Optional.empty();
        }
        var name = deployment.getMetadata().getName();
        return Optional.of(gather(
                deployment,
                client.apps()
                        .replicaSets()
                        .inNamespace(namespace)
                        .withLabel(Keys.NAME, name)
                        .list()
                        .getItems(),
                client.pods()
                        .inNamespace(namespace)
                        .withLabel(Keys.NAME, name)
                        .list()
                        .getItems(),
                loads,
                true));
    }

    private Gathered gather(
            ModelDeployment deployment,
            List<ReplicaSet> replicaSets,
            List<Pod> pods,
            Map<String, Replica.Load> loads,
            boolean fresh) {
        var own = replicaSets.stream().filter(set -> owned(set, deployment)).toList();
        var live = pods.stream().filter(FleetReader::live).toList();
        var strangers = new ArrayList<String>();
        var standing = new ArrayList<HasMetadata>();
        var name = deployment.getMetadata().getName();
        find(deployment, ServiceAccount.class, name).ifPresent(o -> sort(o, deployment, standing, strangers));
        find(deployment, Service.class, name).ifPresent(o -> sort(o, deployment, standing, strangers));
        find(deployment, NetworkPolicy.class, name).ifPresent(o -> sort(o, deployment, standing, strangers));
        var current = ObjectRenderer.replicaSetName(deployment, Revision.of(deployment));
        if (own.stream().noneMatch(set -> set.getMetadata().getName().equals(current))) {
            find(deployment, ReplicaSet.class, current).ifPresent(o -> sort(o, deployment, standing, strangers));
        }
        standing.addAll(own);
        var observed = new Observed(
                deployment,
                standing.stream()
                        .filter(ReplicaSet.class::isInstance)
                        .map(ReplicaSet.class::cast)
                        .toList(),
                live,
                loads,
                inventory.read(live.stream().anyMatch(pod -> pod.getSpec().getNodeName() == null)),
                claim(deployment),
                strangers);
        return new Gathered(observed, standing, fresh);
    }

    private static void sort(
            HasMetadata object, ModelDeployment deployment, List<HasMetadata> standing, List<String> strangers) {
        if (owned(object, deployment)) {
            standing.add(object);
        } else {
            strangers.add(object.getKind() + " " + object.getMetadata().getName());
        }
    }

    /** A stranger need not carry our label, so that an object the watch does not show is asked for by its name. */
    private <T extends HasMetadata> Optional<T> find(ModelDeployment deployment, Class<T> type, String name) {
        return caches.of(deployment, type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(client.resources(type)
                        .inNamespace(deployment.getMetadata().getNamespace())
                        .withName(name)
                        .get()));
    }

    private Optional<PersistentVolumeClaim> claim(ModelDeployment deployment) {
        var model = deployment.getSpec().model();
        return model == null || model.claim() == null
                ? Optional.empty()
                : caches.claim(
                        deployment.getMetadata().getNamespace(), model.claim().name());
    }

    private static boolean owned(HasMetadata object, ModelDeployment deployment) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> deployment.getMetadata().getUid().equals(owner.getUid()));
    }
}
