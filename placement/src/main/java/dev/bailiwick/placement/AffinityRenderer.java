package dev.bailiwick.placement;

import dev.bailiwick.placement.LabelRequirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Renders a request as node affinity, in the label values that the inventory really has. */
final class AffinityRenderer {
    private final AcceleratorRequest request;
    private final NodeJudge judge;
    private final List<NodeView> nodes;

    AffinityRenderer(AcceleratorRequest request, NodeJudge judge, List<NodeView> nodes) {
        this.request = request;
        this.judge = judge;
        this.nodes = nodes;
    }

    List<LabelRequirement> render() {
        List<LabelRequirement> requirements = new ArrayList<>();
        addProducts(requirements);
        addMemory(requirements);
        if (request.exclusive() && request.vendor() == Vendor.NVIDIA) {
            addExclusive(requirements);
        }
        return requirements;
    }

    private void addProducts(List<LabelRequirement> requirements) {
        if (request.products().isEmpty()) {
            return;
        }
        String label = request.vendor().productLabel();
        SortedSet<String> values = observed(label, judge::productMatches);
        for (String product : request.products()) {
            values.add(ProductName.of(product, request.vendor()).labelValue(request.vendor()));
        }
        requirements.add(new LabelRequirement(label, Operator.IN, List.copyOf(values)));
    }

    private void addMemory(List<LabelRequirement> requirements) {
        if (request.minMemoryBytes().isEmpty()) {
            return;
        }
        long least = request.minMemoryBytes().getAsLong();
        switch (request.vendor()) {
            case NVIDIA ->
                requirements.add(new LabelRequirement(
                        "nvidia.com/gpu.memory",
                        Operator.GT,
                        List.of(Long.toString(MemoryLabel.mebibytes(least) - 1))));
            case AMD -> {
                SortedSet<String> values = observed("amd.com/gpu.vram", judge::memorySuffices);
                values.add(MemoryLabel.gigabytes(least) + "G");
                requirements.add(new LabelRequirement("amd.com/gpu.vram", Operator.IN, List.copyOf(values)));
            }
            case INTEL -> addContradiction(requirements);
        }
    }

    /** Intel's discovery labels no memory, so a least memory must match no node: these two cannot both hold. */
    private void addContradiction(List<LabelRequirement> requirements) {
        String label = request.vendor().productLabel();
        requirements.add(new LabelRequirement(label, Operator.EXISTS, List.of()));
        requirements.add(new LabelRequirement(label, Operator.DOES_NOT_EXIST, List.of()));
    }

    private void addExclusive(List<LabelRequirement> requirements) {
        requirements.add(new LabelRequirement(Sharing.STRATEGY_LABEL, Operator.NOT_IN, Sharing.REFUSED_STRATEGIES));
        refuseObserved(requirements, Sharing.REPLICAS_LABEL, Sharing::handsOutSeveral);
        refuseObserved(
                requirements,
                request.vendor().productLabel(),
                value -> ProductName.of(value, request.vendor()).shared());
    }

    private void refuseObserved(List<LabelRequirement> requirements, String label, Predicate<String> refused) {
        SortedSet<String> values = observed(label, refused);
        if (!values.isEmpty()) {
            requirements.add(new LabelRequirement(label, Operator.NOT_IN, List.copyOf(values)));
        }
    }

    private SortedSet<String> observed(String label, Predicate<String> wanted) {
        TreeSet<String> values = new TreeSet<>();
        valuesOf(label).filter(wanted).forEach(values::add);
        return values;
    }

    private Stream<String> valuesOf(String label) {
        return nodes.stream().map(node -> node.labels().get(label)).filter(Objects::nonNull);
    }
}
