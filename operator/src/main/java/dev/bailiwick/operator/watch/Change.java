package dev.bailiwick.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;

/**
 * Something that the API server says has happened to an object.
 *
 * @param id namespace and name
 * @param uid UID
 * @param version the object's resourceVersion after it
 * @param deleted whether the object is gone
 */
record Change(ResourceID id, String uid, String version, boolean deleted) {

    /** Whether a watched copy shows this change, or one after it. */
    boolean shownBy(Optional<HasMetadata> copy) {
        var same = copy.filter(known -> uid.equals(known.getMetadata().getUid()));
        if (deleted) {
            return same.isEmpty();
        }
        return same.isPresent()
                ? notBefore(same.get().getMetadata().getResourceVersion(), version)
                : copy.isPresent(); // another object of that name came later
    }

    /** Resource versions of one resource are decimal numbers that grow (Kubernetes 1.35, API concepts). */
    private static boolean notBefore(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) >= 0 : one.length() > other.length();
    }
}
