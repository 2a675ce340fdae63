package dev.bailiwick.placement;

import java.util.Map;

/**
 * What bound pods request.
 *
 * @param requestedByNode whole devices by resource name, by node name; an absent node or resource means nothing
 */
public record Usage(Map<String, Map<String, Long>> requestedByNode) {

    public Usage {
        requestedByNode = Map.copyOf(requestedByNode);
    }

    /** Devices of {@code resourceName} that pods bound to {@code node} request. */
    public long requested(String node, String resourceName) {
        return requestedByNode.getOrDefault(node, Map.of()).getOrDefault(resourceName, 0L);
    }
}
