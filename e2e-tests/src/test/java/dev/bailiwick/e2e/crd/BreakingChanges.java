package dev.bailiwick.e2e.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a definition changed since another one was released that an object, or a client, of that time would not survive. New fields,
 * wider bounds and new descriptions are no such change; rules in CEL are not compared, since only an API server can tell what they
 * refuse.
 */
final class BreakingChanges {

    /** A number above the old one is wider here, below it narrower. */
    private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems", "maxProperties");

    /** The other way round. */
    private static final List<String> LOWER = List.of("minimum", "minLength", "minItems", "minProperties");

    /** Any other value means something else. */
    private static final List<String> SAME = List.of(
            "type",
            "format",
            "default",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type");

    private final List<String> found = new ArrayList<>();

    private BreakingChanges() {}

    /** The changes from one definition to the next, each as a sentence that begins with the field; empty when there are none. */
    static List<String> between(JsonNode released, JsonNode present) {
        var changes = new BreakingChanges();
        for (var name : List.of("/spec/group", "/spec/scope", "/spec/names/kind", "/spec/names/plural")) {
            if (!released.at(name).equals(present.at(name))) {
                changes.add(name.substring(1), changed(released.at(name), present.at(name)));
            }
        }
        changes.entries(
                "spec.names.shortNames", released.at("/spec/names/shortNames"), present.at("/spec/names/shortNames"));
        for (var version : released.at("/spec/versions")) {
            if (version.path("served").asBoolean()) {
                changes.version(version, named(present.at("/spec/versions"), version.path("name")));
            }
        }
        return changes.found;
    }

    private void version(JsonNode released, JsonNode present) {
        var name = released.path("name").asText();
        if (!present.path("served").asBoolean()) {
            add(name, "is no longer served");
            return;
        }
        if (!covers(present.path("subresources"), released.path("subresources"))) {
            add(name + " subresources", changed(released.path("subresources"), present.path("subresources")));
        }
        schema(name, released.at("/schema/openAPIV3Schema"), present.at("/schema/openAPIV3Schema"));
    }

    private void schema(String path, JsonNode released, JsonNode present) {
        for (var key : SAME) {
            if (!released.path(key).equals(present.path(key))) {
                add(path + " " + key, changed(released.path(key), present.path(key)));
            }
        }
        bounds(path, released, present);
        if (present.has("enum") && released.has("enum")) {
            entries(path + " enum", released.path("enum"), present.path("enum"));
        } else if (present.has("enum")) {
            add(path, "takes only " + present.path("enum") + " now");
        }
        required(path, released, present);
        for (var property : released.path("properties").properties()) {
            var now = present.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                add(path + "." + property.getKey(), "is gone: what objects hold there would be lost");
            } else {
                schema(path + "." + property.getKey(), property.getValue(), now);
            }
        }
        inner(path + "[]", released.path("items"), present.path("items"));
        inner(path + "{}", released.path("additionalProperties"), present.path("additionalProperties"));
    }

    private void inner(String path, JsonNode released, JsonNode present) {
        if (released.isObject()) {
            schema(path, released, present);
        }
    }

    private void bounds(String path, JsonNode released, JsonNode present) {
        for (var key : UPPER) {
            if (present.has(key)
                    && (!released.has(key)
                            || present.get(key).asDouble() < released.get(key).asDouble())) {
                add(path + " " + key, changed(released.path(key), present.path(key)));
            }
        }
        for (var key : LOWER) {
            if (present.has(key)
                    && (!released.has(key)
                            || present.get(key).asDouble() > released.get(key).asDouble())) {
                add(path + " " + key, changed(released.path(key), present.path(key)));
            }
        }
        if (present.has("pattern") && !present.get("pattern").equals(released.path("pattern"))) {
            add(path + " pattern", changed(released.path("pattern"), present.path("pattern")));
        }
    }

    private void required(String path, JsonNode released, JsonNode present) {
        var before = texts(released.path("required"));
        for (var field : texts(present.path("required"))) {
            if (!before.contains(field)
                    && !present.path("properties").path(field).has("default")) {
                add(path + "." + field, "is required now, and objects may lack it");
            }
        }
    }

    private void entries(String path, JsonNode released, JsonNode present) {
        var now = texts(present);
        texts(released).stream()
                .filter(entry -> !now.contains(entry))
                .forEach(entry -> add(path, "no longer holds " + entry));
    }

    private void add(String path, String sentence) {
        found.add(path + " " + sentence);
    }

    private static String changed(JsonNode released, JsonNode present) {
        return "was %s and is %s".formatted(said(released), said(present));
    }

    private static boolean covers(JsonNode present, JsonNode released) {
        return released.properties().stream().allMatch(part -> part.getValue().equals(present.path(part.getKey())));
    }

    private static JsonNode named(JsonNode versions, JsonNode name) {
        return StreamSupport.stream(versions.spliterator(), false)
                .filter(version -> version.path("name").equals(name))
                .findFirst()
                .orElse(versions.path("none"));
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }
}
