package dev.bailiwick.operator.apply;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The two writes that the client's own words cannot say: a replacement by name of manager, a removal by UID. */
final class RawWrites {
    private final KubernetesClient client;

    RawWrites(KubernetesClient client) {
        this.client = client;
    }

    /** Replaces the object whole, which also removes what other managers added; fenced by its resourceVersion. */
    <T extends HasMetadata> T replace(Class<T> type, T object) {
        var answer = client.raw(path(object) + "?fieldManager=" + ApplyContext.MANAGER, "PUT", object);
        return client.getKubernetesSerialization().unmarshal(answer, type);
    }

    /**
     * Removes exactly this object. A resourceVersion would miss on every status update; the UID alone says that it is
     * still the one that was meant.
     */
    void delete(HasMetadata object) {
        client.raw(
                path(object),
                "DELETE",
                new DeleteOptionsBuilder()
                        .withApiVersion("v1")
                        .withKind("DeleteOptions")
                        .withNewPreconditions(null, object.getMetadata().getUid())
                        .build());
    }

    private static String path(HasMetadata object) {
        var version = object.getApiVersion();
        return "%s/%s/namespaces/%s/%s/%s"
                .formatted(
                        version.contains("/") ? "/apis" : "/api",
                        version,
                        object.getMetadata().getNamespace(),
                        object.getPlural(),
                        object.getMetadata().getName());
    }
}
