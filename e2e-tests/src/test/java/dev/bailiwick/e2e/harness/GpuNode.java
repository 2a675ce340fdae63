package dev.bailiwick.e2e.harness;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** NVIDIA nodes of a product that nobody else has, so that a scenario has the pool to itself. They go when this is closed. */
public final class GpuNode implements AutoCloseable {

    /** Above the networks of the sandbox's own nodes. */
    private static final AtomicInteger NETWORK = new AtomicInteger(100);

    private final KubernetesClient client;
    private final String product;
    private final List<String> names = new ArrayList<>();

    private GpuNode(KubernetesClient client, String product) {
        this.client = client;
        this.product = product;
    }

    /** One node with this many GPUs. */
    public static GpuNode with(Scene scene, int gpus) {
        var node = new GpuNode(scene.client(), "T" + scene.namespace().name().split("-", 2)[0] + "-80GB");
        node.grow(gpus);
        return node;
    }

    /** The product's name, as a user writes it. */
    public String product() {
        return product;
    }

    /** Adds another node with this many GPUs. */
    public void grow(int gpus) {
        var name = product.toLowerCase(Locale.ROOT) + "-" + names.size();
        var network = "10." + NETWORK.getAndIncrement() + ".0.0/16";
        var amounts = Map.of(
                "cpu", new Quantity("64"),
                "memory", new Quantity("256Gi"),
                "pods", new Quantity("110"),
                "nvidia.com/gpu", new Quantity(Integer.toString(gpus)));
        client.nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .addToLabels("nvidia.com/gpu.product", "NVIDIA-" + product)
                        .addToLabels("nvidia.com/gpu.memory", "81559")
                        .addToLabels("nvidia.com/gpu.sharing-strategy", "none")
                        .endMetadata()
                        .withNewSpec()
                        .withPodCIDR(network)
                        .withPodCIDRs(network)
                        .addNewTaint()
                        .withKey("nvidia.com/gpu")
                        .withEffect("NoSchedule")
                        .endTaint()
                        .endSpec()
                        .withNewStatus()
                        .withAllocatable(amounts)
                        .withCapacity(amounts)
                        .endStatus()
                        .build())
                .create();
        names.add(name);
    }

    @Override
    public void close() {
        names.forEach(name -> client.nodes().withName(name).delete());
    }
}
