package dev.bailiwick.operator.gather;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote of an object with a generation: its spec, by its generation, and its metadata. What its own controller reports in
 * its status leaves it alone. Whoever goes by it, to wake or to compare, goes by the same.
 */
public record Written(
        @Nullable String uid,
        @Nullable Long generation,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        List<OwnerReference> owners,
        @Nullable String deletion) {

    public static Written of(ObjectMeta metadata) {
        return new Written(
                metadata.getUid(),
                metadata.getGeneration(),
                metadata.getLabels(),
                metadata.getAnnotations(),
                metadata.getOwnerReferences(),
                metadata.getDeletionTimestamp());
    }
}
