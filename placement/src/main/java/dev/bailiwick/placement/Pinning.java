package dev.bailiwick.placement;

import java.util.List;

/**
 * What ties a pod to the right accelerators.
 *
 * @param resourceName the extended resource to request and limit
 * @param count how many of it
 * @param nodeAffinity requirements that must all hold on the node; empty: any node with the resource will do
 * @param tolerationKeys taint keys to tolerate with operator Exists and effect NoSchedule
 */
public record Pinning(
        String resourceName, long count, List<LabelRequirement> nodeAffinity, List<String> tolerationKeys) {

    public Pinning {
        nodeAffinity = List.copyOf(nodeAffinity);
        tolerationKeys = List.copyOf(tolerationKeys);
    }
}
