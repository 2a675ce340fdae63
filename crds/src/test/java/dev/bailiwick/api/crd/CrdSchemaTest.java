package dev.bailiwick.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {

    private static final JsonNode CRD = CrdGenerator.definition();
    private static final Map<String, JsonNode> SCHEMA = Schemas.byPath(CrdGenerator.schema(CRD));

    @Test
    void everyFieldHasADescription() {
        // When
        var without = paths((path, node) -> !path.endsWith("[]")
                && !path.endsWith("{}")
                && node.path("description").asText().isBlank());

        // Then
        assertThat(without).isEmpty();
    }

    @Test
    void everyDescriptionIsASentence() {
        // When
        var odd = paths((_, node) ->
                node.has("description") && !node.get("description").asText().matches("(?s)[A-Z0-9].*[.]"));

        // Then
        assertThat(odd).isEmpty();
    }

    @Test
    void everyTextOfTheSpecHasAMaximalLength() {
        // When
        var unbounded = paths((path, node) -> path.startsWith("spec")
                && (node.path("type").asText().equals("string") || node.has("x-kubernetes-int-or-string"))
                && !node.has("maxLength")
                && !node.has("enum"));

        // Then
        assertThat(unbounded).isEmpty();
    }

    @Test
    void everyListOfTheSpecHasAMaximalSizeAndSaysHowItMerges() {
        // When
        var unbounded = paths((path, node) -> path.startsWith("spec")
                && node.path("type").asText().equals("array")
                && !(node.has("maxItems") && node.has("x-kubernetes-list-type")));

        // Then
        assertThat(unbounded).isEmpty();
    }

    @Test
    void everyMapOfTheSpecHasAMaximalSize() {
        // When
        var unbounded = paths((path, node) ->
                path.startsWith("spec") && node.has("additionalProperties") && !node.has("maxProperties"));

        // Then
        assertThat(unbounded).isEmpty();
    }

    @Test
    void everyNumberOfTheSpecHasAMinimum() {
        // When
        var unbounded = paths((path, node) ->
                path.startsWith("spec") && node.path("type").asText().equals("integer") && !node.has("minimum"));

        // Then
        assertThat(unbounded).isEmpty();
    }

    @Test
    void keysOfListMapsAreRequired() {
        // When
        var optional = paths((path, node) -> StreamSupport.stream(
                        node.path("x-kubernetes-list-map-keys").spliterator(), false)
                .anyMatch(key -> !texts(at(path + "[]").path("required")).contains(key.asText())));

        // Then
        assertThat(optional).isEmpty();
    }

    @Test
    void conditionsMergeByType() {
        // When
        var conditions = at("status.conditions");

        // Then
        assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
        assertThat(texts(conditions.path("x-kubernetes-list-map-keys"))).containsExactly("type");
    }

    @Test
    void everyRuleHasItsOwnMessage() {
        // When
        var rules = SCHEMA.values().stream()
                .flatMap(node -> StreamSupport.stream(
                        node.path("x-kubernetes-validations").spliterator(), false))
                .toList();

        // Then
        assertThat(rules)
                .hasSizeGreaterThan(40)
                .allSatisfy(rule -> assertThat(rule.path("message").asText()
                                + rule.path("messageExpression").asText())
                        .isNotBlank());
    }

    @Test
    void columnsComeFromTheSummaryInTheirOrder() {
        // When
        var columns = CRD.at("/spec/versions/0/additionalPrinterColumns");

        // Then
        assertThat(columns)
                .extracting(column -> column.path("name").asText())
                .containsExactly("READY", "MODEL", "ACCELERATOR", "QUEUE", "TOKENS/S", "REASON", "AGE");
        assertThat(columns)
                .extracting(column -> column.path("jsonPath").asText())
                .allMatch(path -> path.startsWith(".status.summary.") || path.equals(".metadata.creationTimestamp"));
    }

    @Test
    void statusAndScaleAreSubresources() {
        // When
        var subresources = CRD.at("/spec/versions/0/subresources");

        // Then
        assertThat(subresources.path("status").isObject()).isTrue();
        assertThat(subresources.at("/scale/specReplicasPath").asText()).isEqualTo(".spec.replicas");
        assertThat(subresources.at("/scale/statusReplicasPath").asText()).isEqualTo(".status.replicas");
        assertThat(subresources.at("/scale/labelSelectorPath").asText()).isEqualTo(".status.selector");
    }

    @Test
    void uninstallingTheChartKeepsTheDefinition() {
        // Then
        assertThat(CRD.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
    }

    private static JsonNode at(String path) {
        return Objects.requireNonNull(SCHEMA.get(path), path);
    }

    private static List<String> paths(BiPredicate<String, JsonNode> wanted) {
        return SCHEMA.entrySet().stream()
                .filter(e -> wanted.test(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
