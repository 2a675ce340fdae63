package dev.bailiwick.operator.apply;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Tells the refusal to create anything in a namespace that is being deleted: there is nothing left to do in it. */
public final class TerminatingNamespace {
    private static final String CAUSE = "NamespaceTerminating";

    private TerminatingNamespace() {}

    public static boolean refused(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getDetails())
                .map(details -> details.getCauses())
                .filter(causes -> causes.stream().map(StatusCause::getReason).anyMatch(CAUSE::equals))
                .isPresent();
    }
}
