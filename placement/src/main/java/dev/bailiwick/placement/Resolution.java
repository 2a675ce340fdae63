package dev.bailiwick.placement;

/** Whether the cluster could ever meet the request, whatever is taken now: the condition AcceleratorResolved. */
public sealed interface Resolution {

    /**
     * Some node can hold a replica.
     *
     * @param nodes nodes that can, cordoned ones included
     * @param unprovenSharing those of them whose labels do not say whether they share accelerators; 0 unless the
     *     request is exclusive and the vendor's discovery labels sharing
     */
    record Resolved(int nodes, int unprovenSharing) implements Resolution {}

    /**
     * No node can hold a replica.
     *
     * @param reason the fault that keeps the nearest nodes out
     * @param message one line with the count of nodes per reason
     */
    record Unresolvable(Reason reason, String message) implements Resolution {}

    /** Why no node can hold a replica. */
    enum Reason {
        /** No node offers the vendor's extended resource. */
        NO_ACCELERATORS,
        /** No node has any of the products. */
        PRODUCT_NOT_FOUND,
        /** Nodes have the product, but too little memory on each accelerator. */
        TOO_LITTLE_MEMORY,
        /** No node is known to match, and some lack the label that would tell. */
        LABEL_MISSING,
        /** Nodes match, but share their accelerators. */
        SHARED,
        /** Nodes match, but none has as many accelerators as a replica needs. */
        COUNT_TOO_LARGE
    }
}
