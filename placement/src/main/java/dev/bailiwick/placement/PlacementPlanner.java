package dev.bailiwick.placement;

import dev.bailiwick.placement.Resolution.Reason;
import java.util.List;

/** Plans the placement of one deployment's replicas: pure, and the same for the same nodes in any order. */
public final class PlacementPlanner {

    /**
     * Plans for the replicas still missing.
     *
     * @param request what each replica needs
     * @param inventory the cluster now
     * @param replicasWanted the size asked for, at least 0
     * @param replicasPlaced replicas bound to a node, whose accelerators are part of the inventory's usage
     */
    public Plan plan(AcceleratorRequest request, Inventory inventory, int replicasWanted, int replicasPlaced) {
        NodeJudge judge = new NodeJudge(request);
        List<NodeVerdict> verdicts =
                inventory.nodes().stream().map(judge::judge).toList();
        Explanation explanation = new Explanation(request, verdicts);
        Pinning pinning = new Pinning(
                request.vendor().resourceName(),
                request.count(),
                new AffinityRenderer(request, judge, inventory.nodes()).render(),
                List.of(request.vendor().taintKey()));
        Resolution resolution = resolve(request, explanation);
        Availability availability =
                available(request, inventory, explanation, resolution, replicasWanted - replicasPlaced);
        return new Plan(pinning, resolution, availability);
    }

    private static Resolution resolve(AcceleratorRequest request, Explanation explanation) {
        List<NodeVerdict.Fits> fits = explanation.of(NodeVerdict.Fits.class);
        if (!fits.isEmpty()) {
            long unproven = fits.stream().filter(node -> !node.sharingProven()).count();
            return new Resolution.Resolved(fits.size(), (int) unproven);
        }
        Reason reason = nearestFault(explanation);
        String head = switch (reason) {
            case NO_ACCELERATORS ->
                "no node offers " + request.vendor().resourceName()
                        + "; install the vendor's device plugin, or name another vendor";
            case PRODUCT_NOT_FOUND -> "no node has " + String.join(" or ", request.products());
            case TOO_LITTLE_MEMORY -> "no matching node has " + explanation.leastMemory() + " on each GPU";
            case LABEL_MISSING -> "no node is known to match";
            case SHARED -> "no matching node gives a pod its GPUs alone";
            case COUNT_TOO_LARGE ->
                "no matching node has " + Explanation.gpus(request.count()) + ", the largest has "
                        + largest(explanation);
        };
        List<String> others = reason == Reason.PRODUCT_NOT_FOUND ? explanation.otherProducts() : List.of();
        String detail = Explanation.join(List.of(others, explanation.faults()));
        return new Resolution.Unresolvable(reason, detail.isEmpty() ? head : head + ": " + detail);
    }

    /** The fault of the nodes that come nearest to the request: the last rule that any node reached. */
    private static Reason nearestFault(Explanation explanation) {
        if (!explanation.of(NodeVerdict.TooFew.class).isEmpty()) {
            return Reason.COUNT_TOO_LARGE;
        }
        if (!explanation.of(NodeVerdict.Shares.class).isEmpty()) {
            return Reason.SHARED;
        }
        if (!explanation.of(NodeVerdict.TooLittleMemory.class).isEmpty()) {
            return Reason.TOO_LITTLE_MEMORY;
        }
        if (!explanation.of(NodeVerdict.NoMemoryLabel.class).isEmpty()) {
            return Reason.LABEL_MISSING;
        }
        if (!explanation.of(NodeVerdict.OtherProduct.class).isEmpty()) {
            return Reason.PRODUCT_NOT_FOUND;
        }
        return explanation.of(NodeVerdict.NoProductLabel.class).isEmpty()
                ? Reason.NO_ACCELERATORS
                : Reason.LABEL_MISSING;
    }

    private static long largest(Explanation explanation) {
        return explanation.of(NodeVerdict.TooFew.class).stream()
                .mapToLong(NodeVerdict.TooFew::allocatable)
                .max()
                .orElse(0);
    }

    private static Availability available(
            AcceleratorRequest request,
            Inventory inventory,
            Explanation explanation,
            Resolution resolution,
            int missing) {
        if (inventory.usage().isEmpty()) {
            return withoutUsage(explanation, resolution, missing);
        }
        Usage usage = inventory.usage().get();
        String resource = request.vendor().resourceName();
        long room = explanation.schedulable().stream()
                .mapToLong(node -> free(node, usage, resource) / request.count())
                .sum();
        if (room >= missing) {
            return new Availability.Free((int) Math.min(room, Integer.MAX_VALUE));
        }
        if (resolution instanceof Resolution.Unresolvable(Reason _, String message)) {
            return new Availability.Taken(message);
        }
        String head = room == 0 ? "" : "room for " + room + " of " + missing + " missing replicas: ";
        List<String> taken = explanation.taken(node -> free(node, usage, resource));
        return new Availability.Taken(head + clauses(taken, explanation));
    }

    private static Availability withoutUsage(Explanation explanation, Resolution resolution, int missing) {
        if (missing <= 0) {
            return new Availability.Free(0);
        }
        if (resolution instanceof Resolution.Unresolvable(Reason _, String message)) {
            return new Availability.Taken(message);
        }
        if (explanation.schedulable().isEmpty()) {
            return new Availability.Taken(clauses(List.of(), explanation));
        }
        return new Availability.Unknown("free GPUs are unknown, since pods of other namespaces are not visible: "
                + clauses(explanation.fitting(), explanation));
    }

    private static String clauses(List<String> fitting, Explanation explanation) {
        return Explanation.join(List.of(fitting, explanation.cordoned(), explanation.faults()));
    }

    private static long free(NodeVerdict.Fits node, Usage usage, String resource) {
        return Math.max(0, node.allocatable() - usage.requested(node.node(), resource));
    }
}
