package dev.bailiwick.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrdRefinementsTest {

    private static final String CRD = """
            spec:
              versions:
                - schema:
                    openAPIV3Schema:
                      properties:
                        list:
                          type: array
                          items:
                            properties:
                              map:
                                additionalProperties: {type: string}
                              number: {maximum: 64.0}
            """;

    @Test
    void mergesAFragmentBehindListsAndMaps() throws IOException {
        // Given
        var crd = tree(CRD);

        // When
        refinements(Map.of("list[].map{}", tree("maxLength: 63"))).applyTo(crd);

        // Then
        assertThat(crd.toString()).contains("{\"type\":\"string\",\"maxLength\":63}");
    }

    @Test
    void removesWhatIsNull() throws IOException {
        // Given
        var crd = tree(CRD);

        // When
        refinements(Map.of("list[]", tree("properties: {map: null}"))).applyTo(crd);

        // Then
        assertThat(crd.toString()).doesNotContain("additionalProperties");
    }

    @Test
    void writesWholeNumbersAsIntegers() throws IOException {
        // Given
        var crd = tree(CRD);

        // When
        refinements(Map.of()).applyTo(crd);

        // Then
        assertThat(crd.toString()).contains("{\"maximum\":64}");
    }

    @Test
    void refusesAPathThatLeadsNowhere() throws IOException {
        // Given
        var crd = tree(CRD);
        var refinements = refinements(Map.of("list[].gone", tree("maxLength: 63")));

        // Then
        assertThatThrownBy(() -> refinements.applyTo(crd))
                .hasMessage("refinements.yaml: the schema has no list[].gone");
    }

    private static CrdRefinements refinements(Map<String, JsonNode> schema) throws IOException {
        return new CrdRefinements(tree("{}"), CrdGenerator.YAML.readTree("[]"), schema);
    }

    private static ObjectNode tree(String yaml) throws IOException {
        return (ObjectNode) CrdGenerator.YAML.readTree(yaml);
    }
}
