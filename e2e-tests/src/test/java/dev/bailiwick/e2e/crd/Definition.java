package dev.bailiwick.e2e.crd;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.e2e.harness.Eventually;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The definition that the jar carries, installed. */
final class Definition {

    private static final String RESOURCE = "/META-INF/bailiwick/modeldeployments.bailiwick.dev.yaml";

    private Definition() {}

    /** Installs the definition, or brings an installed one up to date, and returns when the API server serves it. */
    static CustomResourceDefinition install(KubernetesClient client) {
        return install(client, read());
    }

    /** The same with another definition, in YAML, such as that of a release. */
    static CustomResourceDefinition install(KubernetesClient client, String yaml) {
        return install(client, Serialization.unmarshal(yaml, CustomResourceDefinition.class));
    }

    private static CustomResourceDefinition install(KubernetesClient client, CustomResourceDefinition definition) {
        client.resource(definition).forceConflicts().serverSideApply();
        Eventually.eventually("the API server to serve ModelDeployments", () -> isServed(client, definition));
        return definition;
    }

    private static boolean isServed(KubernetesClient client, CustomResourceDefinition definition) {
        var status = client.resource(definition).get().getStatus();
        // A definition that was just made has conditions, and they are null.
        return status != null
                && status.getConditions() != null
                && status.getConditions().stream()
                        .anyMatch(it -> it.getType().equals("Established")
                                && it.getStatus().equals("True"));
    }

    private static CustomResourceDefinition read() {
        try (var in = Objects.requireNonNull(ModelDeployment.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return Serialization.unmarshal(in, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
