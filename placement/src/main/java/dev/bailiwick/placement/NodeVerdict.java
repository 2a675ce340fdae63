package dev.bailiwick.placement;

/** What a node is to a request, settled by the first rule it breaks. */
sealed interface NodeVerdict {

    /** The node does not offer the vendor's accelerators at all. */
    record NoAccelerator() implements NodeVerdict {}

    /** The product is asked for and the node does not say what it has. */
    record NoProductLabel() implements NodeVerdict {}

    /** The node has another product. */
    record OtherProduct(String product) implements NodeVerdict {}

    /** Memory is asked for and the node does not say, legibly, how much it has. */
    record NoMemoryLabel() implements NodeVerdict {}

    /** Each accelerator of the node has less memory than asked for. */
    record TooLittleMemory(String product) implements NodeVerdict {}

    /** The node shares its accelerators and the request is exclusive. */
    record Shares(Sharing how) implements NodeVerdict {}

    /** The node has fewer accelerators than one replica needs. */
    record TooFew(String product, long allocatable) implements NodeVerdict {}

    /** The node can hold a replica, if not now then later. */
    record Fits(String node, String product, long allocatable, boolean schedulable, boolean sharingProven)
            implements NodeVerdict {}
}
