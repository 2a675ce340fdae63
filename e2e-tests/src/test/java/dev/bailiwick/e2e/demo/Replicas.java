package dev.bailiwick.e2e.demo;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/**
 * A ReplicaSet whose pods bear the labels of a ModelDeployment's, without an operator.
 *
 * @param name name of the ModelDeployment that they seem to be of
 */
record Replicas(TestNamespace namespace, String name) {

    static Replicas create(TestNamespace namespace, String name, int replicas) {
        namespace
                .client()
                .resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: ReplicaSet
                        metadata: {name: %1$s}
                        spec:
                          replicas: %2$d
                          selector: {matchLabels: {bailiwick.dev/name: %1$s}}
                          template:
                            metadata:
                              labels: {bailiwick.dev/name: %1$s, bailiwick.dev/serving: "true"}
                            spec:
                              containers:
                              - {name: engine, image: registry.example/engines/server:v1, args: ["--max-num-seqs=8"]}
                        """.formatted(name, replicas), ReplicaSet.class))
                .inNamespace(namespace.name())
                .create();
        return new Replicas(namespace, name);
    }

    /** Namespace and name, as loads and faults are ordered for. */
    String deployment() {
        return namespace.name() + "/" + name;
    }

    List<Pod> pods() {
        return namespace
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withLabel(Keys.NAME, name)
                .list()
                .getItems();
    }

    /** Returns the pods when there are this many and all are ready. */
    List<Pod> awaitReady(int replicas) {
        Eventually.eventually(
                replicas + " ready pods of " + deployment(),
                () -> pods().size() == replicas && pods().stream().allMatch(FleetReader::ready));
        return pods();
    }

    void scale(int replicas) {
        namespace
                .client()
                .apps()
                .replicaSets()
                .inNamespace(namespace.name())
                .withName(name)
                .scale(replicas);
    }

    /** Sets the label that says whether the pods take new requests. */
    void serving(String value) {
        pods().forEach(pod -> namespace
                .client()
                .resource(pod)
                .edit(live -> live.edit()
                        .editMetadata()
                        .addToLabels(Keys.SERVING, value)
                        .endMetadata()
                        .build()));
    }
}
