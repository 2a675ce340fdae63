package dev.bailiwick.placement;

import java.util.Optional;

/**
 * Vendors of accelerators, with the extended resource that their device plugin offers and the node labels that their
 * feature discovery writes (research gpu-registry-sovereignty 1.1).
 */
public enum Vendor {
    NVIDIA("nvidia.com/gpu", "nvidia.com/gpu.product", Optional.of("nvidia.com/gpu.memory"), "NVIDIA", "-"),
    AMD("amd.com/gpu", "amd.com/gpu.product-name", Optional.of("amd.com/gpu.vram"), "AMD", "_"),
    INTEL("gpu.intel.com/xe", "gpu.intel.com/product", Optional.empty(), "Intel", "_");

    private final String resourceName;
    private final String productLabel;
    private final Optional<String> memoryLabel;
    private final String productPrefix;
    private final String wordSeparator;

    Vendor(
            String resourceName,
            String productLabel,
            Optional<String> memoryLabel,
            String productPrefix,
            String wordSeparator) {
        this.resourceName = resourceName;
        this.productLabel = productLabel;
        this.memoryLabel = memoryLabel;
        this.productPrefix = productPrefix;
        this.wordSeparator = wordSeparator;
    }

    /** The extended resource that a pod requests, such as {@code nvidia.com/gpu}. */
    public String resourceName() {
        return resourceName;
    }

    /** The key of the taint that keeps other pods off the vendor's nodes: by convention the resource's name. */
    public String taintKey() {
        return resourceName;
    }

    /** The node label that names the product. */
    public String productLabel() {
        return productLabel;
    }

    /** The node label that gives the memory of one accelerator; empty where the vendor writes none. */
    public Optional<String> memoryLabel() {
        return memoryLabel;
    }

    String productPrefix() {
        return productPrefix;
    }

    String wordSeparator() {
        return wordSeparator;
    }
}
