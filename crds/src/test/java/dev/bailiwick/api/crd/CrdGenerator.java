package dev.bailiwick.api.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes the CustomResourceDefinition of ModelDeployment from its Java type, as the text that the chart ships. */
final class CrdGenerator {

    /** Writes and reads YAML; whole numbers stay whole and lines are not folded. */
    static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private static final String HEADER = """
            # Made from the types in crds/src/main/java by CrdFileTest, which says how to renew it. Do not edit.
            """;

    private CrdGenerator() {}

    /** The definition as YAML text. */
    static String text() {
        try {
            return HEADER + YAML.writeValueAsString(definition());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition as a tree. */
    static ObjectNode definition() {
        try {
            var generated = (ObjectNode) YAML.readTree(generate());
            CrdRefinements.load().applyTo(generated);
            return generated;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of the only version in a definition. */
    static JsonNode schema(JsonNode definition) {
        return definition.at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static String generate() {
        var output = new InMemory(new ByteArrayOutputStream());
        new CRDGenerator()
                .forCRDVersions("v1")
                .customResourceClasses(ModelDeployment.class)
                .withOutput(output)
                .generate();
        return output.text().toString(StandardCharsets.UTF_8);
    }

    private record InMemory(ByteArrayOutputStream text) implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return text;
        }

        @Override
        public void close() {}
    }
}
