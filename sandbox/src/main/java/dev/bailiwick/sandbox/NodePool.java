package dev.bailiwick.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The simulated machines of the sandbox, as {@code nodes.yaml} beside this class lists them. */
final class NodePool {

    private static final long PATIENCE_SECONDS = 60;

    private NodePool() {}

    /** Registers the nodes, as their kubelets would, and waits until pods can be created and run on all of them. */
    static void register(KubernetesClient client, Progress progress) throws IOException {
        progress.update("registering the nodes");
        List<String> names = create(client);
        for (String name : names) {
            client.nodes().withName(name).waitUntilCondition(NodePool::isReady, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        client.serviceAccounts()
                .inNamespace("default")
                .withName("default")
                .waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
        progress.say(names.size() + " nodes are ready: " + String.join(", ", names));
    }

    private static List<String> create(KubernetesClient client) throws IOException {
        try (InputStream yaml = NodePool.class.getResourceAsStream("nodes.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("nodes.yaml is not on the class path");
            }
            List<HasMetadata> nodes = client.load(yaml).create();
            return nodes.stream().map(node -> node.getMetadata().getName()).toList();
        }
    }

    /** Ready, and no longer tainted by the control plane for not having been so. */
    private static boolean isReady(@Nullable Node node) {
        return node != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"))
                && node.getSpec().getTaints().stream()
                        .noneMatch(taint -> taint.getKey().startsWith("node.kubernetes.io/"));
    }
}
