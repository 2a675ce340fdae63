package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole ModelDeployment that our pages and examples show is one that the API server accepts, to the letter. */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedManifestsIT {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCED = Pattern.compile("(?ms)^(\\h*)```ya?ml\\h*\\n(.*?)^\\h*```\\h*$");

    private final TestNamespace namespace;

    PublishedManifestsIT(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void installTheDefinition() {
        Definition.install(namespace.client());
    }

    /**
     * A manifest as it is published.
     *
     * @param place file, and which of its manifests it is
     */
    record Published(String place, String yaml) {
        @Override
        public String toString() {
            return place;
        }
    }

    @ParameterizedTest
    @MethodSource
    void isAccepted(Published manifest) {
        // Given
        var resource = Serialization.unmarshal(manifest.yaml(), GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(namespace.name());

        // When
        var accepted = namespace
                .client()
                .resource(resource)
                .dryRun(true)
                .fieldValidation(Validation.STRICT)
                .create();

        // Then
        assertThat(accepted.getMetadata().getUid()).isNotBlank();
    }

    static Stream<Published> isAccepted() throws IOException {
        var all = new ArrayList<Published>();
        for (var file : files()) {
            var text = Files.readString(file);
            var documents = file.toString().endsWith(".md") ? blocks(text) : List.of(text);
            for (var document : documents) {
                for (var part : document.split("(?m)^---\\h*$", -1)) {
                    if (Pattern.compile("(?m)^kind:\\h*ModelDeployment\\h*$")
                            .matcher(part)
                            .find()) {
                        all.add(new Published(ROOT.relativize(file) + " " + (all.size() + 1), part));
                    }
                }
            }
        }
        return all.stream();
    }

    @Test
    void theExamplesAreAmongThem() throws IOException {
        assertThat(isAccepted())
                .extracting(Published::place)
                .anyMatch(place -> place.startsWith("examples/maintenance-assistant.yaml"))
                .anyMatch(place -> place.startsWith("examples/rehearsal.yaml"))
                .anyMatch(place -> place.startsWith("examples/surface-inspector.yaml"))
                .anyMatch(place -> place.startsWith("examples/document-search.yaml"));
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/.git/")
                            && !file.toString().contains("/src/"))
                    .filter(file -> file.toString().endsWith(".md")
                            || (file.startsWith(ROOT.resolve("examples"))
                                    && file.toString().endsWith(".yaml")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> blocks(String markdown) {
        return FENCED.matcher(markdown)
                .results()
                .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
                .toList();
    }
}
