package dev.bailiwick.sandbox;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The simulated nodes of the sandbox, as {@code nodes.yaml} beside this class lists them. */
final class Nodes {

    private Nodes() {}

    /** Registers the nodes, as their kubelets would. */
    static List<Node> register(KubernetesClient client) throws IOException {
        try (InputStream yaml = Nodes.class.getResourceAsStream("nodes.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("nodes.yaml is not on the class path");
            }
            List<Node> nodes =
                    client.load(yaml).items().stream().map(Node.class::cast).toList();
            nodes.forEach(node -> client.nodes().resource(node).create());
            return nodes;
        }
    }

    /** Whether a node says that it is ready for pods. */
    static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"))
                && node.getSpec().getTaints().stream()
                        .noneMatch(taint -> taint.getKey().startsWith("node.kubernetes.io/"));
    }
}
