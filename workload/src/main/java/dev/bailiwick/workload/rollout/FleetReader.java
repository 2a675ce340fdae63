package dev.bailiwick.workload.rollout;

import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads replicas and revisions out of pods and ReplicaSets. */
public final class FleetReader {
    private FleetReader() {}

    /** The revisions that have a ReplicaSet, each with its live pods, oldest first. */
    public static List<RevisionSet> sets(
            List<ReplicaSet> replicaSets, List<Pod> pods, Map<String, Replica.Load> loads) {
        var sets = new ArrayList<RevisionSet>();
        for (var replicaSet : replicaSets) {
            var revision = label(replicaSet.getMetadata().getLabels(), Keys.REVISION);
            if (revision == null) {
                continue;
            }
            var uid = replicaSet.getMetadata().getUid();
            var own = pods.stream()
                    .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                            .anyMatch(owner -> uid.equals(owner.getUid())))
                    .map(pod -> replica(pod, revision, loads))
                    .toList();
            var asked = replicaSet.getSpec().getReplicas();
            sets.add(new RevisionSet(
                    revision,
                    asked == null ? 1 : asked,
                    created(replicaSet.getMetadata().getCreationTimestamp()),
                    own));
        }
        sets.sort(java.util.Comparator.comparing(RevisionSet::created));
        return List.copyOf(sets);
    }

    /** Whether a pod still counts: neither deleted nor finished. */
    public static boolean live(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return pod.getMetadata().getDeletionTimestamp() == null
                && !"Failed".equals(phase)
                && !"Succeeded".equals(phase);
    }

    public static boolean ready(Pod pod) {
        return condition(pod, "Ready").map(c -> "True".equals(c.getStatus())).orElse(false);
    }

    public static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(c -> type.equals(c.getType()))
                        .findFirst();
    }

    public static boolean draining(Pod pod) {
        return Keys.SERVING_DRAINING.equals(label(pod.getMetadata().getLabels(), Keys.SERVING));
    }

    private static Replica replica(Pod pod, String revision, Map<String, Replica.Load> loads) {
        var metadata = pod.getMetadata();
        var ready = ready(pod);
        return new Replica(
                metadata.getName(),
                metadata.getUid(),
                revision,
                label(metadata.getAnnotations(), Keys.TEMPLATE),
                phase(pod, ready),
                drainStarted(pod),
                Optional.ofNullable(loads.get(metadata.getUid())),
                new Replica.Order(
                        pod.getSpec().getNodeName() != null,
                        pod.getStatus() != null
                                && "Running".equals(pod.getStatus().getPhase()),
                        ready,
                        cost(label(metadata.getAnnotations(), Keys.DELETION_COST)),
                        created(metadata.getCreationTimestamp())));
    }

    private static Replica.Phase phase(Pod pod, boolean ready) {
        if (ready) {
            return Replica.Phase.READY;
        }
        if (pod.getSpec().getNodeName() == null) {
            return Replica.Phase.UNSCHEDULED;
        }
        // "started" is true once the start-up probe has passed: from then on the pod may hold requests.
        var started = pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(container -> Boolean.TRUE.equals(container.getStarted()));
        return started ? Replica.Phase.UNREADY : Replica.Phase.STARTING;
    }

    /** A draining pod whose note was lost drains from its creation on, which only ends its drain sooner. */
    private static Optional<Instant> drainStarted(Pod pod) {
        if (!draining(pod)) {
            return Optional.empty();
        }
        var noted = label(pod.getMetadata().getAnnotations(), Keys.DRAIN_STARTED);
        try {
            return Optional.of(
                    noted == null ? created(pod.getMetadata().getCreationTimestamp()) : Instant.parse(noted));
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.of(created(pod.getMetadata().getCreationTimestamp()));
        }
    }

    private static int cost(@Nullable String annotation) {
        try {
            return annotation == null ? 0 : Integer.parseInt(annotation);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Instant created(@Nullable String timestamp) {
        return timestamp == null ? Instant.EPOCH : Instant.parse(timestamp);
    }

    private static @Nullable String label(@Nullable Map<String, String> labels, String key) {
        return labels == null ? null : labels.get(key);
    }
}
