package dev.bailiwick.operator.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** A JSON patch that is refused unless the object is still the one, in the state, that it was made for. */
final class JsonPatch {
    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

    private JsonPatch() {}

    static JsonPatch fenced(HasMetadata object) {
        var patch = new JsonPatch();
        patch.operation("test", "/metadata/uid")
                .put("value", object.getMetadata().getUid());
        patch.operation("test", "/metadata/resourceVersion")
                .put("value", object.getMetadata().getResourceVersion());
        return patch;
    }

    JsonPatch replace(String path, int value) {
        operation("replace", path).put("value", value);
        return this;
    }

    /** Adds or replaces a label or annotation; the map must exist. */
    JsonPatch set(String map, String key, String value) {
        operation("add", map + "/" + escaped(key)).put("value", value);
        return this;
    }

    JsonPatch remove(String map, String key) {
        operation("remove", map + "/" + escaped(key));
        return this;
    }

    private com.fasterxml.jackson.databind.node.ObjectNode operation(String op, String path) {
        return operations.addObject().put("op", op).put("path", path);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String toString() {
        return operations.toString();
    }
}
