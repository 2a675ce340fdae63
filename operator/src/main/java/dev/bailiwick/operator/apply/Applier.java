package dev.bailiwick.operator.apply;

import dev.bailiwick.operator.gather.Gathered;
import dev.bailiwick.operator.gather.OwnedCaches;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.render.ObjectRenderer;
import dev.bailiwick.workload.status.EventNote;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;

/**
 * Makes the cluster what a pass planned, and sends nothing where it is already. Every write is fenced with the UID and
 * resourceVersion that the plan was founded on, so that a stale plan is refused by the API server.
 */
public final class Applier {
    private final KubernetesClient client;
    private final OwnedCaches caches;
    private final ObjectRenderer renderer;
    private final PodActions pods;
    private final TimedWrites writes;
    private final RawWrites raw;
    private final Settled settled = new Settled();

    public Applier(KubernetesClient client, OwnedCaches caches, ObjectRenderer renderer, OperatorMetrics metrics) {
        this.client = client;
        this.caches = caches;
        this.renderer = renderer;
        this.pods = new PodActions(client, caches, metrics);
        this.writes = new TimedWrites(metrics);
        this.raw = new RawWrites(client);
    }

    /**
     * Applies objects and acts on pods.
     *
     * @param notes receives what happened that is worth an event, also if the plan turns out stale half-way
     * @throws StalePlanException if the cluster has moved on since the plan's reading
     */
    public void apply(Pass pass, Gathered gathered, List<EventNote> notes) {
        if (pass.fleet().isEmpty()) {
            return;
        }
        var fleet = pass.fleet().get();
        var id = ResourceID.fromResource(pass.observed().deployment());
        settled.keep(id, other -> caches.deployment(other).isPresent());
        try {
            settled.unless(
                    id,
                    Settled.Part.SURROUNDINGS,
                    Settled.surroundings(pass, gathered.standing()),
                    () -> surroundings(pass, gathered, notes));
            pods.act(pass, notes);
            settled.unless(
                    id,
                    Settled.Part.REPLICA_SET,
                    Settled.replicaSet(pass, fleet.of(pass.revision()), gathered.standing()),
                    () -> settle(ReplicaSet.class, currentSet(pass), gathered, notes));
            pass.old().forEach(set -> resize(set.revision(), fleet.of(set.revision()), gathered));
            fleet.retired().forEach(revision -> retire(revision, gathered));
        } catch (KubernetesClientException e) {
            throw StalePlanException.orItself(e);
        }
    }

    private boolean surroundings(Pass pass, Gathered gathered, List<EventNote> notes) {
        var sent = false;
        for (var wanted : renderer.surroundings(pass.observed().deployment())) {
            sent |= switch (wanted) {
                case ServiceAccount account -> settle(ServiceAccount.class, account, gathered, notes);
                case Service service -> settle(Service.class, service, gathered, notes);
                case NetworkPolicy policy -> settle(NetworkPolicy.class, policy, gathered, notes);
                default -> throw new IllegalStateException("no rule for " + wanted.getKind());
            };
        }
        return sent;
    }

    private ReplicaSet currentSet(Pass pass) {
        return renderer.replicaSet(
                pass.observed().deployment(),
                pass.revision(),
                pass.placement().map(plan -> plan.pinning()),
                pass.fleet().orElseThrow().of(pass.revision()));
    }

    /** Returns whether anything was sent. */
    private <T extends HasMetadata> boolean settle(Class<T> type, T wanted, Gathered gathered, List<EventNote> notes) {
        var standing = gathered.standing(wanted);
        if (standing.isEmpty()) {
            caches.rememberNew(
                    type,
                    writes.time(wanted.getKind(), () -> client.resource(wanted).patch(ApplyContext.APPLY)));
            return true;
        }
        var drift = Drift.between(standing.get(), wanted);
        if (drift == Drift.Kind.NONE) {
            return false;
        }
        fence(wanted, standing.get());
        var after = writes.time(
                wanted.getKind(),
                () -> drift == Drift.Kind.FOREIGN
                        ? raw.replace(type, wanted)
                        : client.resource(wanted).patch(ApplyContext.APPLY));
        caches.remember(type, standing.get(), after);
        if (drift == Drift.Kind.FOREIGN || changedByHand(standing.get(), wanted)) {
            notes.add(EventNote.of(
                    EventReason.DriftHealed,
                    "%s %s was changed by somebody else and is put back; change the ModelDeployment instead"
                            .formatted(wanted.getKind(), wanted.getMetadata().getName())));
        }
        return true;
    }

    /**
     * The rendering is the one we last sent, so that the difference is not of our making; or replicas that somebody
     * added serve already, so that for now we ask for as many ourselves.
     */
    private static boolean changedByHand(HasMetadata standing, HasMetadata wanted) {
        var before = standing.getMetadata().getAnnotations();
        var after = wanted.getMetadata().getAnnotations();
        var sameRendering = before != null
                && after != null
                && after.get(Keys.RENDERED) != null
                && after.get(Keys.RENDERED).equals(before.get(Keys.RENDERED));
        return sameRendering || Drift.replicasOfAnother(standing);
    }

    /** An old revision keeps its template, of which we no longer know the source; only its number changes. */
    private void resize(String revision, int replicas, Gathered gathered) {
        ofRevision(revision, gathered)
                .filter(set -> set.getSpec().getReplicas() != replicas)
                .ifPresent(set -> {
                    var patch = JsonPatch.fenced(set)
                            .replace("/spec/replicas", replicas)
                            .toString();
                    var after = writes.time(
                            set.getKind(), () -> client.resource(set).patch(ApplyContext.JSON, patch));
                    caches.remember(ReplicaSet.class, set, after);
                });
    }

    private void retire(String revision, Gathered gathered) {
        ofRevision(revision, gathered)
                .ifPresent(set -> writes.run(
                        set.getKind(),
                        () -> client.resource(set).lockResourceVersion().delete()));
    }

    private static java.util.Optional<ReplicaSet> ofRevision(String revision, Gathered gathered) {
        return gathered.observed().replicaSets().stream()
                .filter(set -> revision.equals(set.getMetadata().getLabels().get(Keys.REVISION)))
                .findFirst();
    }

    static void fence(HasMetadata wanted, HasMetadata standing) {
        wanted.getMetadata().setUid(standing.getMetadata().getUid());
        wanted.getMetadata().setResourceVersion(standing.getMetadata().getResourceVersion());
    }
}
