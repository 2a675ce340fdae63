package dev.bailiwick.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Utils;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.function.Function;

/**
 * A resource that the operator keeps watched copies of, in all namespaces or in one.
 *
 * @param path its collection on the API server
 * @param selector label selector of the watch; empty without one
 * @param copies the watched copy of an object
 */
public record Watched(String path, String selector, Function<ResourceID, Optional<HasMetadata>> copies) {

    /** The collection of a type. */
    public static Watched of(
            Class<? extends HasMetadata> type,
            Optional<String> namespace,
            String selector,
            Function<ResourceID, Optional<HasMetadata>> copies) {
        var version = HasMetadata.getApiVersion(type);
        var root = version.contains("/") ? "/apis/" + version : "/api/" + version;
        var within = namespace.map(name -> "/namespaces/" + name).orElse("");
        return new Watched(root + within + "/" + HasMetadata.getPlural(type), selector, copies);
    }

    String query(String parameters) {
        return path + "?" + parameters + (selector.isEmpty() ? "" : "&labelSelector=" + Utils.toUrlEncoded(selector));
    }
}
