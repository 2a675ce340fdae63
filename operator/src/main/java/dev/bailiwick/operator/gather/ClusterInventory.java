package dev.bailiwick.operator.gather;

import dev.bailiwick.operator.watch.Watched;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.placement.NodeView;
import dev.bailiwick.placement.Usage;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The nodes of the cluster, and what bound pods request of them where we may see all pods. */
@Singleton
public final class ClusterInventory {
    /** Counting requests lists the pods of all nodes, so that one count serves this long. */
    private static final Duration USAGE_AGE = Duration.ofSeconds(5);
    /** After the framework has started its controllers, at 3123. */
    private static final int LAST = 5000;

    private final KubernetesClient client;
    private final InstantSource clock;
    private final SharedIndexInformer<Node> nodes;
    private final CompletableFuture<Void> listed;
    private Optional<Usage> usage = Optional.empty();
    private Instant usageAt = Instant.EPOCH;

    ClusterInventory(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        this.nodes = client.nodes().runnableInformer(0);
        this.listed = nodes.start().toCompletableFuture();
    }

    /** Ends the start of an operator that may not list nodes; beside everything else that starts, nobody waits for them. */
    void starts(@Observes @Priority(LAST) StartupEvent event) {
        listed.join();
    }

    @PreDestroy
    void stop() {
        nodes.stop();
    }

    /** The watched nodes, for whoever cares whether the watch still speaks. */
    public Watched watched() {
        return Watched.of(
                Node.class,
                Optional.empty(),
                "",
                id -> Optional.ofNullable(nodes.getStore().getByKey(id.getName()))
                        .map(HasMetadata.class::cast));
    }

    /**
     * The inventory.
     *
     * @param counted whether to count what pods request, which costs a listing; only an explanation needs it
     */
    Inventory read(boolean counted) {
        listed.join();
        return new Inventory(
                nodes.getStore().list().stream().map(ClusterInventory::view).toList(),
                counted ? usage() : Optional.empty());
    }

    private synchronized Optional<Usage> usage() {
        var now = clock.instant();
        if (usageAt.plus(USAGE_AGE).isBefore(now)) {
            usage = count();
            usageAt = now;
        }
        return usage;
    }

    private Optional<Usage> count() {
        try {
            var pods = client.pods()
                    .inAnyNamespace()
                    .withoutField("spec.nodeName", "")
                    .withoutField("status.phase", "Succeeded")
                    .withoutField("status.phase", "Failed")
                    .list()
                    .getItems();
            return Optional.of(new Usage(requests(pods)));
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                // Namespaced mode: other namespaces are not ours to see, and the scheduler's own words are quoted.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Map<String, Map<String, Long>> requests(List<Pod> pods) {
        var byNode = new HashMap<String, Map<String, Long>>();
        for (var pod : pods) {
            var sums = byNode.computeIfAbsent(pod.getSpec().getNodeName(), node -> new HashMap<>());
            for (var container : pod.getSpec().getContainers()) {
                extended(container).forEach((name, amount) -> sums.merge(name, amount, Long::sum));
            }
        }
        return byNode;
    }

    private static Map<String, Long> extended(Container container) {
        var limits = container.getResources() == null
                ? null
                : container.getResources().getLimits();
        return limits == null ? Map.of() : amounts(limits);
    }

    private static NodeView view(Node node) {
        var labels = node.getMetadata().getLabels();
        var allocatable = node.getStatus() == null ? null : node.getStatus().getAllocatable();
        return new NodeView(
                node.getMetadata().getName(),
                labels == null ? Map.of() : Map.copyOf(labels),
                allocatable == null ? Map.of() : amounts(allocatable),
                node.getSpec() == null || !Boolean.TRUE.equals(node.getSpec().getUnschedulable()));
    }

    /** Extended resources have a domain in their name; CPU and memory do not. */
    private static Map<String, Long> amounts(Map<String, Quantity> quantities) {
        return quantities.entrySet().stream()
                .filter(entry -> entry.getKey().contains("/"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getNumericalAmount().longValue()));
    }
}
