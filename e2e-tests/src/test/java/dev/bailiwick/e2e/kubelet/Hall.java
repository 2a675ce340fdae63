package dev.bailiwick.e2e.kubelet;

import dev.bailiwick.e2e.harness.Engine;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Place;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.CommandResult;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A namespace of the cluster that enforces Pod Security <em>restricted</em>, with engines that are processes.
 *
 * @param cluster the cluster, with a release of the chart
 * @param namespace the namespace
 */
record Hall(Cluster cluster, TestNamespace namespace) implements Place {

    static Hall restricted(Cluster cluster, TestNamespace namespace) {
        label(
                cluster,
                namespace,
                Map.of(
                        "pod-security.kubernetes.io/enforce", "restricted",
                        "pod-security.kubernetes.io/enforce-version", "latest"));
        return new Hall(cluster.installed(), namespace);
    }

    static void label(Cluster cluster, TestNamespace namespace, Map<String, String> labels) {
        cluster.client()
                .namespaces()
                .withName(namespace.name())
                .edit(live -> live.edit()
                        .editMetadata()
                        .addToLabels(labels)
                        .endMetadata()
                        .build());
    }

    @Override
    public KubernetesClient client() {
        return cluster.client();
    }

    @Override
    public CommandResult kubectl(String verb, String... rest) {
        var all = new ArrayList<>(List.of("--namespace=" + namespace.name(), verb));
        all.addAll(List.of(rest));
        return cluster.kubectl(all.toArray(String[]::new));
    }

    @Override
    public Engine engine(Pod pod) {
        throw new AssertionError("the engine of " + pod.getMetadata().getName() + " is a process; ask it over HTTP");
    }

    /** Applies a ModelDeployment with this specification, in YAML. */
    LiveDeployment apply(String name, String spec) {
        return new LiveDeployment(this, name).apply(spec);
    }

    /** Starts clients of a deployment, by the name of its Service. */
    Clients clients(String name, String deployment, String... arguments) {
        var all = new ArrayList<>(List.of("--url", "http://" + deployment, "--model", deployment));
        all.addAll(List.of(arguments));
        return Clients.start(cluster, namespace.name(), name, all.toArray(String[]::new));
    }

    String log(Pod pod) {
        return client().pods().resource(pod).getLog();
    }
}
