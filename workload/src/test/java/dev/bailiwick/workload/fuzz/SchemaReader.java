package dev.bailiwick.workload.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Fills the schema of the published CustomResourceDefinition with what the fuzzer says, so that a new field is fuzzed from the day it is
 * in the CRD. What comes out keeps to the schema; the rules between fields are {@link Rules}.
 */
final class SchemaReader {
    private static final Path CRD = Path.of("..", "helm", "bailiwick", "files", "modeldeployments.bailiwick.dev.yaml");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** More of a list than this shows nothing new. */
    private static final int MOST_ITEMS = 4;

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final FuzzedDataProvider data;

    SchemaReader(FuzzedDataProvider data) {
        this.data = data;
    }

    /** The schema of {@code spec}. */
    static JsonNode specSchema() {
        try {
            return new YAMLMapper()
                    .readTree(CRD.toFile())
                    .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode object(String path, JsonNode schema) {
        var object = JSON.objectNode();
        var required = texts(schema.path("required"));
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || (data.remainingBytes() > 0 && data.consumeBoolean())) {
                value(path + "." + property.getKey(), property.getValue())
                        .ifPresent(value -> object.set(property.getKey(), value));
            } else if (property.getValue().has("default")) {
                // The API server has written it before the operator reads it.
                object.set(property.getKey(), property.getValue().get("default"));
            }
        });
        return object;
    }

    private Optional<JsonNode> value(String path, JsonNode schema) {
        if (schema.has("enum")) {
            return Optional.of(data.pickValue(elements(schema.get("enum"))));
        }
        if (schema.has("x-kubernetes-int-or-string")) {
            return Optional.of(Words.quantity(data));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> schema.has("additionalProperties") ? map(path, schema) : Optional.of(object(path, schema));
            case "array" -> Optional.of(list(path, schema));
            case "integer" -> Optional.of(integer(schema));
            case "boolean" -> Optional.of(JSON.booleanNode(data.consumeBoolean()));
            case "string" -> text(path, schema).map(JSON::textNode);
            default -> throw new IllegalStateException(path + " has a type that this test does not know: " + schema);
        };
    }

    private Optional<JsonNode> map(String path, JsonNode schema) {
        var map = JSON.objectNode();
        for (var i = data.consumeInt(0, MOST_ITEMS); i > 0; i--) {
            var key = Words.key(path, data);
            value(path + "{}", schema.get("additionalProperties")).ifPresent(value -> map.set(key, value));
        }
        return Optional.of(map);
    }

    private JsonNode list(String path, JsonNode schema) {
        var list = JSON.arrayNode();
        var keys = texts(schema.path("x-kubernetes-list-map-keys"));
        var seen = new HashSet<List<String>>();
        for (var i = data.consumeInt(0, MOST_ITEMS); i > 0; i--) {
            value(path + "[]", schema.get("items")).ifPresent(item -> {
                var key = keys.stream().map(name -> item.path(name).asText()).toList();
                if (keys.isEmpty() || seen.add(key)) {
                    list.add(item);
                }
            });
        }
        return list;
    }

    private JsonNode integer(JsonNode schema) {
        return JSON.numberNode(data.consumeLong(
                schema.path("minimum").asLong(0), schema.path("maximum").asLong(Integer.MAX_VALUE)));
    }

    /** Empty where no word of this path keeps to the schema. */
    private Optional<String> text(String path, JsonNode schema) {
        var pattern = schema.has("pattern")
                ? PATTERNS.computeIfAbsent(schema.get("pattern").asText(), Pattern::compile)
                : null;
        var words = new ArrayList<>(List.of(Words.of(path, data), "a", "spec.nodeName", "limits.cpu"));
        return words.stream()
                .filter(word -> word.length() >= schema.path("minLength").asInt(0)
                        && word.codePointCount(0, word.length())
                                <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                        && (pattern == null || pattern.matcher(word).find()))
                .findFirst();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }
}
