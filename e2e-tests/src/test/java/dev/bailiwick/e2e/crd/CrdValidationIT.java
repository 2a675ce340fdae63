package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code crd/valid} is accepted; every file of {@code crd/invalid} is refused for what its first lines
 * say, word for word, and for nothing else.
 */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrdValidationIT {

    private static final Path FILES = Path.of("src/test/resources/crd");

    // What the API server adds where a fault keeps it from checking rules.
    private static final String RULES_SKIPPED = "some validation rules were not checked";

    private final TestNamespace namespace;

    CrdValidationIT(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void installTheDefinition() {
        Definition.install(namespace.client());
    }

    @ParameterizedTest
    @MethodSource
    void accepts(Path file) throws IOException {
        // When
        var accepted = create(Files.readString(file));

        // Then
        assertThat(accepted.getMetadata().getUid()).isNotBlank();
    }

    static Stream<Path> accepts() throws IOException {
        return filesOf("valid");
    }

    @ParameterizedTest
    @MethodSource
    void refuses(Path file) throws IOException {
        // Given
        var text = Files.readString(file);
        var reasons = text.lines()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();

        // When
        var refusal = catchThrowableOfType(KubernetesClientException.class, () -> create(text));

        // Then
        assertThat(reasonsOf(refusal)).isNotEmpty().isEqualTo(reasons);
    }

    static Stream<Path> refuses() throws IOException {
        return filesOf("invalid");
    }

    private GenericKubernetesResource create(String text) {
        var resource = Serialization.unmarshal(text, GenericKubernetesResource.class);
        return namespace
                .client()
                .resource(resource)
                .inNamespace(namespace.name())
                .dryRun(true)
                .fieldValidation(Validation.STRICT)
                .create();
    }

    private static List<String> reasonsOf(KubernetesClientException refusal) {
        return refusal.getStatus().getDetails().getCauses().stream()
                .filter(cause -> !cause.getMessage().contains(RULES_SKIPPED))
                .map(cause -> cause.getField().equals("<nil>")
                        ? cause.getMessage()
                        : cause.getField() + ": " + cause.getMessage())
                .toList();
    }

    private static Stream<Path> filesOf(String directory) throws IOException {
        try (var files = Files.list(FILES.resolve(directory))) {
            return files.sorted().toList().stream();
        }
    }
}
