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
        String resource = request.vendor().resourceName();
        Pinning pinning = new Pinning(
                resource, request.count(), List.of(), List.of(request.vendor().taintKey()));
        String message = "no node offers " + resource;
        return new Plan(
                pinning, new Resolution.Unresolvable(Reason.NO_ACCELERATORS, message), new Availability.Taken(message));
    }
}
