package dev.bailiwick.operator.apply;

import dev.bailiwick.operator.gather.OwnedCaches;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.rollout.PodAction;
import dev.bailiwick.workload.rollout.Replica;
import dev.bailiwick.workload.status.EventNote;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Flips replicas out of the Service and back, and removes those that are done, each by its UID. */
public final class PodActions {
    private static final String LABELS = "/metadata/labels";
    private static final String ANNOTATIONS = "/metadata/annotations";
    /** Below the default of 0, so that the ReplicaSet prefers a draining pod among ready ones. */
    private static final String DRAINING_COST = "-1000";

    private final KubernetesClient client;
    private final OwnedCaches caches;
    private final OperatorMetrics metrics;
    private final TimedWrites writes;
    private final RawWrites raw;

    public PodActions(KubernetesClient client, OwnedCaches caches, OperatorMetrics metrics) {
        this.client = client;
        this.caches = caches;
        this.metrics = metrics;
        this.writes = new TimedWrites(metrics);
        this.raw = new RawWrites(client);
    }

    void act(Pass pass, List<EventNote> notes) {
        for (var action : pass.fleet().orElseThrow().actions()) {
            var pod = pod(action.replica(), pass);
            if (pod.isPresent()) {
                act(action, pod.get(), pass).ifPresent(notes::add);
            }
        }
    }

    private Optional<EventNote> act(PodAction action, Pod pod, Pass pass) {
        var name = pod.getMetadata().getName();
        return switch (action) {
            case PodAction.Drain drain -> {
                patch(
                        pod,
                        JsonPatch.fenced(pod)
                                .set(LABELS, Keys.SERVING, Keys.SERVING_DRAINING)
                                .set(
                                        ANNOTATIONS,
                                        Keys.DRAIN_STARTED,
                                        pass.now()
                                                .truncatedTo(ChronoUnit.MILLIS)
                                                .toString())
                                .set(ANNOTATIONS, Keys.DELETION_COST, DRAINING_COST));
                yield Optional.of(EventNote.of(
                        EventReason.DrainStarted,
                        "%s left the Service with %s"
                                .formatted(
                                        name,
                                        drain.replica()
                                                .load()
                                                .map(load -> requests(Math.round(load.inFlight())) + " in flight")
                                                .orElse("an unknown number of requests in flight"))));
            }
            case PodAction.TakeBack back -> {
                patch(
                        pod,
                        JsonPatch.fenced(pod)
                                .set(LABELS, Keys.SERVING, Keys.SERVING_TRUE)
                                .remove(ANNOTATIONS, Keys.DRAIN_STARTED)
                                .remove(ANNOTATIONS, Keys.DELETION_COST));
                yield Optional.of(EventNote.of(
                        EventReason.TakenBack, name + " serves again, since demand returned before it was gone"));
            }
            case PodAction.Remove remove -> remove(remove, pod, pass);
        };
    }

    private Optional<EventNote> remove(PodAction.Remove remove, Pod pod, Pass pass) {
        if (!remove.byNumber()) {
            writes.run("Pod", () -> raw.delete(pod));
        }
        metrics.of(ResourceID.fromResource(pass.observed().deployment()))
                .ifPresent(meters -> meters.removed(remove.outcome(), remove.cut()));
        var name = pod.getMetadata().getName();
        return switch (remove.outcome()) {
            case FINISHED ->
                Optional.of(
                        EventNote.of(EventReason.DrainFinished, name + " had finished its requests and was removed"));
            case DEADLINE ->
                Optional.of(EventNote.of(
                        EventReason.DrainDeadlineExceeded,
                        "%s was removed at the drain deadline with %s left; raise spec.drain.deadline if they need longer"
                                .formatted(
                                        name,
                                        remove.replica().load().isPresent()
                                                ? requests(remove.cut())
                                                : "an unknown number of requests")));
            case NEVER_SERVED -> Optional.empty();
        };
    }

    private void patch(Pod pod, JsonPatch patch) {
        var annotated = pod.getMetadata().getAnnotations() != null
                && !pod.getMetadata().getAnnotations().isEmpty();
        if (!annotated) {
            throw new IllegalStateException(
                    "pod " + pod.getMetadata().getName() + " lost the annotations of its template");
        }
        caches.remember(
                Pod.class,
                pod,
                writes.time("Pod", () -> client.resource(pod).patch(ApplyContext.JSON, patch.toString())));
    }

    private static Optional<Pod> pod(Replica replica, Pass pass) {
        return pass.observed().pods().stream()
                .filter(pod -> pod.getMetadata().getUid().equals(replica.uid()))
                .findFirst();
    }

    private static String requests(long count) {
        return count == 1 ? "1 request" : count + " requests";
    }
}
