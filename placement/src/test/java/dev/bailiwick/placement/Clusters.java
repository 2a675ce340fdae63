package dev.bailiwick.placement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Nodes and inventories that the tests plan against. */
final class Clusters {
    static final NodeView H100 = nvidia("h100", "NVIDIA-H100-80GB-HBM3", 81559, 8, "none");
    static final NodeView A100 = nvidia("a100", "NVIDIA-A100-SXM4-80GB", 81920, 8, "none");
    static final NodeView L40S = nvidia("l40s", "NVIDIA-L40S", 46068, 4, "none");
    static final NodeView SLICED = nvidia("sliced", "NVIDIA-H100-80GB-HBM3-SHARED", 81559, 32, "time-slicing");
    static final NodeView MI300X = new NodeView(
            "mi300x",
            Map.of("amd.com/gpu.product-name", "AMD_Instinct_MI300X_OAM", "amd.com/gpu.vram", "192G"),
            Map.of("amd.com/gpu", 8L),
            true);
    static final NodeView UNLABELLED = new NodeView("unlabelled", Map.of(), Map.of("nvidia.com/gpu", 8L), true);
    static final NodeView CPU = new NodeView("cpu", Map.of("kubernetes.io/arch", "amd64"), Map.of(), true);

    private Clusters() {}

    static NodeView nvidia(String name, String product, long memoryMebibytes, long gpus, String sharing) {
        return new NodeView(
                name,
                Map.of(
                        "nvidia.com/gpu.product", product,
                        "nvidia.com/gpu.memory", Long.toString(memoryMebibytes),
                        "nvidia.com/gpu.sharing-strategy", sharing),
                Map.of("nvidia.com/gpu", gpus),
                true);
    }

    static NodeView named(String name, NodeView like) {
        return new NodeView(name, like.labels(), like.allocatable(), like.schedulable());
    }

    static NodeView cordoned(NodeView node) {
        return new NodeView(node.name(), node.labels(), node.allocatable(), false);
    }

    static NodeView with(NodeView node, String label, String value) {
        Map<String, String> labels = new HashMap<>(node.labels());
        labels.put(label, value);
        return new NodeView(node.name(), labels, node.allocatable(), node.schedulable());
    }

    static NodeView without(NodeView node, String label) {
        Map<String, String> labels = new HashMap<>(node.labels());
        labels.remove(label);
        return new NodeView(node.name(), labels, node.allocatable(), node.schedulable());
    }

    /** An inventory whose bound pods request {@code taken} NVIDIA GPUs by node. */
    static Inventory inventory(Map<String, Long> taken, NodeView... nodes) {
        Map<String, Map<String, Long>> requested = new HashMap<>();
        taken.forEach((node, count) -> requested.put(node, Map.of("nvidia.com/gpu", count, "amd.com/gpu", count)));
        return new Inventory(List.of(nodes), Optional.of(new Usage(requested)));
    }

    static Inventory free(NodeView... nodes) {
        return inventory(Map.of(), nodes);
    }

    static AcceleratorRequest nvidia(int count, String... products) {
        return new AcceleratorRequest(Vendor.NVIDIA, count, List.of(products), OptionalLong.empty(), true);
    }

    static AcceleratorRequest withMemory(Vendor vendor, long gigabytes) {
        return new AcceleratorRequest(vendor, 1, List.of(), OptionalLong.of(gigabytes * 1_000_000_000L), true);
    }

    static Plan plan(AcceleratorRequest request, Inventory inventory) {
        return new PlacementPlanner().plan(request, inventory, 1, 0);
    }
}
