package dev.bailiwick.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Walks a schema: every node by its path, written as {@link CrdRefinements} reads it. */
final class Schemas {

    private Schemas() {}

    /** All nodes below and with {@code root}. */
    static Map<String, JsonNode> byPath(JsonNode root) {
        var found = new TreeMap<String, JsonNode>();
        collect("", root, found);
        return found;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> found) {
        found.put(path, node);
        node.path("properties")
                .properties()
                .forEach(e -> collect(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), found));
        if (node.has("items")) {
            collect(path + "[]", node.get("items"), found);
        }
        if (node.has("additionalProperties")) {
            collect(path + "{}", node.get("additionalProperties"), found);
        }
    }
}
