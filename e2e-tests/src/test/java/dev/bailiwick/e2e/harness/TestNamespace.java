package dev.bailiwick.e2e.harness;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A namespace that one test has to itself; it is deleted afterwards, without waiting for that.
 *
 * @param name its name
 * @param client client of the administrator
 */
public record TestNamespace(String name, KubernetesClient client) implements AutoCloseable {

    /** Creates the namespace and waits until pods can be created in it. */
    public static TestNamespace create(KubernetesClient client, String name) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        Eventually.eventually(
                "the default ServiceAccount of " + name,
                () -> client.serviceAccounts()
                                .inNamespace(name)
                                .withName("default")
                                .get()
                        != null);
        return new TestNamespace(name, client);
    }

    @Override
    public void close() {
        client.namespaces().withName(name).delete();
    }
}
