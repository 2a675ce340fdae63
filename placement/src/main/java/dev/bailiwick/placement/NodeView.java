package dev.bailiwick.placement;

import java.util.Map;

/**
 * What placement needs to know of one node.
 *
 * @param name the node's name
 * @param labels its labels
 * @param allocatable its allocatable extended resources, whole devices by resource name
 * @param schedulable false while it is cordoned
 */
public record NodeView(String name, Map<String, String> labels, Map<String, Long> allocatable, boolean schedulable) {

    public NodeView {
        labels = Map.copyOf(labels);
        allocatable = Map.copyOf(allocatable);
    }
}
