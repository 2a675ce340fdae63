package dev.bailiwick.placement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a node shares one accelerator among pods, read from NVIDIA's labels (research gpu-registry-sovereignty 1.1). */
enum Sharing {
    /** The labels say that each pod has its accelerator alone, or the vendor has no sharing. */
    NONE,
    /** Discovery writes sharing labels for this vendor, and this node has none. */
    UNPROVEN,
    TIME_SLICING,
    MPS,
    /** A replica count or a product suffix shows sharing without saying how. */
    OTHER;

    static final String STRATEGY_LABEL = "nvidia.com/gpu.sharing-strategy";
    static final String REPLICAS_LABEL = "nvidia.com/gpu.replicas";
    /** Values of the strategy label that an exclusive request refuses, sorted. */
    static final List<String> REFUSED_STRATEGIES = List.of("mps", "time-slicing");

    static Sharing of(NodeView node, Vendor vendor) {
        if (vendor != Vendor.NVIDIA) {
            return NONE;
        }
        Map<String, String> labels = node.labels();
        @Nullable String strategy = labels.get(STRATEGY_LABEL);
        if ("time-slicing".equals(strategy)) {
            return TIME_SLICING;
        }
        if ("mps".equals(strategy)) {
            return MPS;
        }
        @Nullable String product = labels.get(vendor.productLabel());
        boolean suffixed = product != null && ProductName.of(product, vendor).shared();
        if (suffixed || handsOutSeveral(labels.get(REPLICAS_LABEL))) {
            return OTHER;
        }
        return strategy == null ? UNPROVEN : NONE;
    }

    /** Whether each accelerator is handed out more than once, by the value of the replica count label. */
    static boolean handsOutSeveral(@Nullable String replicas) {
        return replicas != null && replicas.matches("0*([2-9]|[1-9]\\d+)");
    }

    boolean refusedByExclusive() {
        return this == TIME_SLICING || this == MPS || this == OTHER;
    }

    /** The words that complete "2 nodes share their GPUs". */
    String words() {
        return switch (this) {
            case TIME_SLICING -> " by time-slicing";
            case MPS -> " by MPS";
            default -> "";
        };
    }
}
