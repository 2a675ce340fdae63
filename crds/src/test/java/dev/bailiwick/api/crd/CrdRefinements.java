package dev.bailiwick.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What annotations on the API types cannot say: names and categories of the definition, keys of list maps, and
 * descriptions and bounds inside Kubernetes' own types. They come from {@code refinements.yaml}: fragments that are
 * merged (RFC 7386) into the schema at a path such as {@code spec.pod.env[].name}, where {@code []} is the items of
 * a list, {@code {}} the values of a map, and the empty path the root; the fragment of {@code crd} goes to the
 * definition itself.
 *
 * @param definition fragment for the definition
 * @param columns printer columns in their order
 * @param schema fragments for the schema, by path
 */
record CrdRefinements(JsonNode definition, JsonNode columns, Map<String, JsonNode> schema) {

    static CrdRefinements load() throws IOException {
        try (var in = CrdRefinements.class.getResourceAsStream("refinements.yaml")) {
            var tree = CrdGenerator.YAML.readTree(in);
            var schema = new TreeMap<String, JsonNode>();
            tree.path("schema").properties().forEach(e -> schema.put(e.getKey(), e.getValue()));
            return new CrdRefinements(tree.path("crd"), tree.path("columns"), schema);
        }
    }

    /**
     * Merges every fragment and writes whole numbers as integers.
     *
     * @throws IllegalArgumentException when a path leads nowhere
     */
    void applyTo(ObjectNode crd) {
        merge(crd, definition);
        ((ObjectNode) crd.at("/spec/versions/0")).set("additionalPrinterColumns", columns);
        var root = CrdGenerator.schema(crd);
        schema.forEach((path, fragment) -> merge(find(root, path), fragment));
        wholeNumbers(crd);
    }

    private static ObjectNode find(JsonNode root, String path) {
        var node = root;
        for (var step : path.replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1)) {
            node = switch (step) {
                case "" -> node;
                case "[]" -> node.path("items");
                case "{}" -> node.path("additionalProperties");
                default -> node.path("properties").path(step);
            };
        }
        if (node instanceof ObjectNode found) {
            return found;
        }
        throw new IllegalArgumentException("refinements.yaml: the schema has no " + path);
    }

    private static void merge(ObjectNode target, JsonNode fragment) {
        fragment.properties().forEach(field -> {
            var old = target.get(field.getKey());
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (old instanceof ObjectNode inner && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static void wholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(e -> e.getValue().isFloatingPointNumber())
                    .forEach(e -> e.setValue(
                            JsonNodeFactory.instance.numberNode(e.getValue().longValue())));
        }
        node.forEach(CrdRefinements::wholeNumbers);
    }
}
