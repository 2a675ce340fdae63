package dev.bailiwick.operator.apply;

import dev.bailiwick.operator.gather.Written;
import dev.bailiwick.workload.Pass;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What stood as it was wanted when it was last compared. Passes follow one another while pods come and go, and to render and compare
 * what nobody has touched since would be most of their work.
 */
final class Settled {
    private final Map<ResourceID, Map<Part, List<Object>>> known = new ConcurrentHashMap<>();

    /** What is compared at once. */
    enum Part {
        SURROUNDINGS,
        REPLICA_SET
    }

    /**
     * Runs {@code settle} unless all stands as it did when nothing had to be sent for it.
     *
     * @param state everything that the comparison depends on
     * @param settle compares, and returns whether anything had to be sent
     */
    void unless(ResourceID id, Part part, List<Object> state, BooleanSupplier settle) {
        var parts = known.get(id);
        if (parts != null && state.equals(parts.get(part))) {
            return;
        }
        if (!settle.getAsBoolean()) {
            known.computeIfAbsent(id, key -> new EnumMap<>(Part.class)).put(part, state);
        }
    }

    /** Drops the deployments that are no more, before one is added. */
    void keep(ResourceID id, Predicate<ResourceID> exists) {
        if (!known.containsKey(id)) {
            known.keySet().removeIf(exists.negate());
        }
    }

    /** What ServiceAccount, Service and NetworkPolicy are rendered from, and as what they stand. */
    static List<Object> surroundings(Pass pass, List<HasMetadata> standing) {
        var state = wish(pass);
        standing.stream()
                .filter(object -> !(object instanceof ReplicaSet))
                .map(HasMetadata::getMetadata)
                .forEach(metadata -> state.add(Arrays.asList(metadata.getUid(), metadata.getResourceVersion())));
        return state;
    }

    /** What the current ReplicaSet is rendered from, and as what it stands: its status changes with each of its pods. */
    static List<Object> replicaSet(Pass pass, int replicas, List<HasMetadata> standing) {
        var state = wish(pass);
        state.add(pass.revision());
        state.add(pass.placement().map(plan -> plan.pinning()));
        state.add(replicas);
        standing.stream()
                .filter(ReplicaSet.class::isInstance)
                .map(HasMetadata::getMetadata)
                .forEach(metadata -> state.add(Written.of(metadata)));
        return state;
    }

    private static List<Object> wish(Pass pass) {
        var metadata = pass.observed().deployment().getMetadata();
        var state = new ArrayList<>();
        state.add(metadata.getUid());
        state.add(metadata.getGeneration());
        return state;
    }
}
