package dev.bailiwick.operator.gather;

import dev.bailiwick.workload.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * What was read for one pass.
 *
 * @param observed what the pure core sees
 * @param standing our own objects as they stand, for the Applier to compare and to fence with
 * @param fresh whether the API server was asked, since the watched copies lag behind it
 */
public record Gathered(Observed observed, List<HasMetadata> standing, boolean fresh) {
    public Gathered {
        standing = List.copyOf(standing);
    }

    /** The object as it stands that {@code wanted} describes. */
    public <T extends HasMetadata> Optional<T> standing(T wanted) {
        return standing.stream()
                .filter(object -> object.getKind().equals(wanted.getKind())
                        && object.getMetadata()
                                .getName()
                                .equals(wanted.getMetadata().getName()))
                .map(object -> {
                    @SuppressWarnings("unchecked") // one kind is one class
                    var same = (T) object;
                    return same;
                })
                .findFirst();
    }
}
