package dev.bailiwick.placement;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Judges nodes against one request. */
final class NodeJudge {
    private final AcceleratorRequest request;
    private final List<ProductName> asked;

    NodeJudge(AcceleratorRequest request) {
        this.request = request;
        this.asked = request.products().stream()
                .map(name -> ProductName.of(name, request.vendor()))
                .toList();
    }

    NodeVerdict judge(NodeView node) {
        Vendor vendor = request.vendor();
        @Nullable String product = node.labels().get(vendor.productLabel());
        long allocatable = node.allocatable().getOrDefault(vendor.resourceName(), 0L);
        if (allocatable <= 0 && product == null) {
            return new NodeVerdict.NoAccelerator();
        }
        String display = product == null ? "" : ProductName.of(product, vendor).display();
        if (!asked.isEmpty() && product == null) {
            return new NodeVerdict.NoProductLabel();
        }
        if (!asked.isEmpty() && product != null && !productMatches(product)) {
            return new NodeVerdict.OtherProduct(display);
        }
        if (request.minMemoryBytes().isPresent()) {
            OptionalLong memory = memory(node);
            if (memory.isEmpty()) {
                return new NodeVerdict.NoMemoryLabel();
            }
            if (memory.getAsLong() < request.minMemoryBytes().getAsLong()) {
                return new NodeVerdict.TooLittleMemory(display);
            }
        }
        Sharing sharing = Sharing.of(node, vendor);
        if (request.exclusive() && sharing.refusedByExclusive()) {
            return new NodeVerdict.Shares(sharing);
        }
        if (allocatable < request.count()) {
            return new NodeVerdict.TooFew(display, Math.max(0, allocatable));
        }
        boolean proven = !request.exclusive() || sharing != Sharing.UNPROVEN;
        return new NodeVerdict.Fits(node.name(), display, allocatable, node.schedulable(), proven);
    }

    /** Whether a product label's value is one of those asked for. */
    boolean productMatches(String labelValue) {
        ProductName product = ProductName.of(labelValue, request.vendor());
        return asked.stream().anyMatch(product::satisfies);
    }

    /** Whether a memory label's value suffices. */
    boolean memorySuffices(String labelValue) {
        OptionalLong least = request.minMemoryBytes();
        OptionalLong bytes = MemoryLabel.bytes(request.vendor(), labelValue);
        return least.isEmpty() || (bytes.isPresent() && bytes.getAsLong() >= least.getAsLong());
    }

    private OptionalLong memory(NodeView node) {
        return request.vendor()
                .memoryLabel()
                .map(label -> node.labels().get(label))
                .map(value -> MemoryLabel.bytes(request.vendor(), value))
                .orElse(OptionalLong.empty());
    }
}
