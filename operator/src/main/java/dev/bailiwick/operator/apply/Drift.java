package dev.bailiwick.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.workload.CanonicalJson;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Compares an object as it stands with what we want (behaviour 2 and 8). Sending an apply that changes nothing is still
 * a request, and apply cannot remove what another manager added; so the difference is told apart before anything is
 * sent.
 */
final class Drift {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Drift() {}

    /** How an object as it stands differs from what we want. */
    enum Kind {
        NONE,
        /** We want something else than before, or a value of ours was changed: apply. */
        OURS,
        /** Somebody added what we do not want: only a replacement removes it. */
        FOREIGN
    }

    static Kind between(HasMetadata standing, HasMetadata wanted) {
        var want = CanonicalJson.tree(wanted);
        var have = CanonicalJson.tree(standing);
        if (foreignAdditions(standing, have, want)) {
            return Kind.FOREIGN;
        }
        return sameRendering(standing, wanted) && contains(have, want) ? Kind.NONE : Kind.OURS;
    }

    /**
     * Whether somebody else set the number of replicas after us. Who changes a field takes it from its owner; where two
     * have set the same, it belongs to both.
     */
    static boolean replicasOfAnother(HasMetadata standing) {
        var owners = standing.getMetadata().getManagedFields().stream()
                .filter(entry ->
                        spec(entry).filter(spec -> spec.has("f:replicas")).isPresent())
                .map(ManagedFieldsEntry::getManager)
                .toList();
        return !owners.isEmpty() && !owners.contains(ApplyContext.MANAGER);
    }

    private static boolean sameRendering(HasMetadata standing, HasMetadata wanted) {
        return rendered(standing).equals(rendered(wanted));
    }

    private static Optional<String> rendered(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).map(a -> a.get(Keys.RENDERED));
    }

    /** Whether every value of {@code want} stands in {@code have}; the API server leaves empty values away. */
    static boolean contains(JsonNode have, JsonNode want) {
        if (want.isObject()) {
            return want.properties().stream()
                    .allMatch(field -> have.has(field.getKey())
                            ? contains(have.get(field.getKey()), field.getValue())
                            : empty(field.getValue()));
        }
        if (want.isArray()) {
            if (!have.isArray() || have.size() != want.size()) {
                return false;
            }
            for (var i = 0; i < want.size(); i++) {
                if (!contains(have.get(i), want.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return have.equals(want) || (have.isNumber() && want.isNumber() && have.asDouble() == want.asDouble());
    }

    private static boolean empty(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isContainerNode() && value.isEmpty());
    }

    private static boolean foreignAdditions(HasMetadata standing, JsonNode have, JsonNode want) {
        return standing.getMetadata().getManagedFields().stream()
                .filter(entry -> !ApplyContext.MANAGER.equals(entry.getManager()) && entry.getSubresource() == null)
                .map(Drift::spec)
                .flatMap(Optional::stream)
                .anyMatch(fields -> adds(fields, have.path("spec"), want.path("spec")));
    }

    private static Optional<JsonNode> spec(ManagedFieldsEntry entry) {
        if (entry.getFieldsV1() == null) {
            return Optional.empty();
        }
        try {
            JsonNode fields = MAPPER.valueToTree(entry.getFieldsV1().getAdditionalProperties());
            return Optional.ofNullable(fields.get("f:spec"));
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("managedFields are no JSON", e));
        }
    }

    /**
     * Whether managed {@code fields} (in FieldsV1 form) name anything that {@code want} lacks. A map that is owned as a
     * whole, such as a Service's selector, names none of its keys: it is compared.
     */
    private static boolean adds(JsonNode fields, JsonNode have, JsonNode want) {
        if (fields.isEmpty() && isMap(have) && isMap(want)) {
            return !have.equals(want);
        }
        return fields.properties().stream()
                .filter(field -> !field.getKey().equals("."))
                .anyMatch(field -> child(field.getKey(), want)
                        .map(node -> adds(
                                field.getValue(), child(field.getKey(), have).orElse(node), node))
                        .orElse(true));
    }

    /** Whether it holds texts alone; the API server adds no default to such a map. */
    private static boolean isMap(JsonNode node) {
        return node.isObject()
                && !node.isEmpty()
                && node.properties().stream().allMatch(entry -> entry.getValue().isTextual());
    }

    private static Optional<JsonNode> child(String key, JsonNode want) {
        var rest = key.substring(2);
        if (key.startsWith("f:")) {
            return Optional.ofNullable(want.get(rest));
        }
        try {
            var value = MAPPER.readTree(rest);
            return StreamSupport.stream(want.spliterator(), false)
                    .filter(element -> key.startsWith("k:") ? keyed(element, value) : element.equals(value))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("managedFields name \"" + key + "\"", e);
        }
    }

    /** A key may hold a default that we do not render, such as a port's protocol. */
    private static boolean keyed(JsonNode element, JsonNode key) {
        return key.properties().stream()
                .allMatch(part -> !element.has(part.getKey())
                        || element.get(part.getKey()).equals(part.getValue()));
    }
}
