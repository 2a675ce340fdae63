package dev.bailiwick.placement;

import java.util.List;
import java.util.Optional;

/**
 * The cluster as placement sees it.
 *
 * @param nodes every node we may read, in any order
 * @param usage what bound pods of all namespaces request; empty where we may not see other namespaces
 */
public record Inventory(List<NodeView> nodes, Optional<Usage> usage) {

    public Inventory {
        nodes = List.copyOf(nodes);
    }
}
