package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The present definition takes nothing away that a released one gave; {@code crd/released} holds one file for each release. */
class CompatibilityTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path PRESENT = Path.of("../helm/bailiwick/files/modeldeployments.bailiwick.dev.yaml");
    private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema";

    @ParameterizedTest
    @MethodSource
    void nothingIsTakenAwaySince(Path release) throws IOException {
        assertThat(BreakingChanges.between(read(release), read(PRESENT)))
                .as("since release %s; objects of that release must go on working, so take the change back", release)
                .isEmpty();
    }

    static Stream<Path> nothingIsTakenAwaySince() throws IOException {
        try (var releases = Files.list(Path.of("src/test/resources/crd/released"))) {
            return releases.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "remove", textBlock = """
            properties/spec/properties/replicas              | remove                 | v1alpha1.spec.replicas is gone: what objects hold there would be lost
            properties/spec/properties/replicas/type         | string                 | v1alpha1.spec.replicas type was "integer" and is "string"
            properties/spec/properties/replicas/minimum      | 1                      | v1alpha1.spec.replicas minimum was 0 and is 1
            properties/spec/properties/engine/properties/port/default | 8080          | v1alpha1.spec.engine.port default was 8000 and is 8080
            properties/spec/properties/engine/properties/port/maximum | 9000          | v1alpha1.spec.engine.port maximum was 65535 and is 9000
            properties/spec/properties/engine/properties/port/default | remove        | v1alpha1.spec.engine.port default was 8000 and is absent
            properties/spec/properties/engine/properties/image/pattern | '^a'         | v1alpha1.spec.engine.image pattern was absent and is "^a"
            properties/spec/properties/engine/properties/type/enum | [vLLM]           | v1alpha1.spec.engine.type enum no longer holds Custom
            properties/spec/properties/engine/required       | [image, type, port]    | none
            properties/spec/properties/engine/required       | [image, type, args]    | v1alpha1.spec.engine.args is required now, and objects may lack it
            properties/spec/properties/engine/properties/args/items/maxLength | 10    | v1alpha1.spec.engine.args[] maxLength was 2048 and is 10
            properties/spec/properties/engine/properties/args/items/maxLength | 4096  | none
            properties/spec/properties/another               | {type: string}         | none
            properties/spec/description                      | other words            | none
            """)
    void aChangeIsSeen(String path, String value, String sentence) throws IOException {
        // Given
        var released = read(PRESENT);
        var present = released.deepCopy();
        var cut = path.lastIndexOf('/');
        var parent = (ObjectNode) present.at(SCHEMA + "/" + path.substring(0, cut));

        // When
        if (value == null) {
            parent.remove(path.substring(cut + 1));
        } else {
            parent.set(path.substring(cut + 1), YAML.readTree(value));
        }

        // Then
        var changes = BreakingChanges.between(released, present);
        if (sentence.equals("none")) {
            assertThat(changes).isEmpty();
        } else {
            assertThat(changes).contains(sentence);
        }
    }

    @Test
    void aVersionThatIsNoLongerServedIsSeen() throws IOException {
        // Given
        var released = read(PRESENT);
        var present = released.deepCopy();

        // When
        ((ObjectNode) present.at("/spec/versions/0")).put("served", false);

        // Then
        assertThat(BreakingChanges.between(released, present)).containsExactly("v1alpha1 is no longer served");
    }

    @Test
    void aLostSubresourceAndALostShortNameAreSeen() throws IOException {
        // Given
        var released = read(PRESENT);
        var present = released.deepCopy();

        // When
        ((ObjectNode) present.at("/spec/versions/0/subresources")).remove("scale");
        ((ObjectNode) present.at("/spec/names")).putArray("shortNames");

        // Then
        assertThat(BreakingChanges.between(released, present))
                .hasSize(2)
                .anyMatch(change -> change.startsWith("v1alpha1 subresources was {"))
                .contains("spec.names.shortNames no longer holds mdep");
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }
}
