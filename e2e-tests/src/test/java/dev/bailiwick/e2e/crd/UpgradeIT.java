package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects of a released definition outlive the upgrade to the present one. */
@Sandboxed
class UpgradeIT {

    private static final Path FILES = Path.of("src/test/resources/crd");

    @ParameterizedTest
    @MethodSource
    void everyValidObjectIsReadUpdatedAndTakenAnewAfterwards(Path release, TestNamespace namespace) throws IOException {
        // Given
        var client = namespace.client();
        Definition.install(client, Files.readString(release));
        var before = valid().stream()
                .map(object -> client.resource(object)
                        .inNamespace(namespace.name())
                        .fieldValidation(Validation.STRICT)
                        .create())
                .toList();

        // When
        Definition.install(client);

        // Then
        assertThat(before).hasSizeGreaterThan(10).allSatisfy(object -> {
            var after = client.resource(object).require();
            assertThat(spec(after)).isEqualTo(spec(object));
            after.getMetadata().setAnnotations(Map.of("example.com/updated", "after-the-upgrade"));
            assertThat(client.resource(after).update().getMetadata().getGeneration())
                    .isEqualTo(1);
            // A rule that an unchanged field breaks is not held against an update; it is against a new object.
            client.resource(object).withGracePeriod(0).delete();
            assertThat(client.resource(fresh(object))
                            .dryRun(true)
                            .fieldValidation(Validation.STRICT)
                            .create()
                            .getMetadata()
                            .getUid())
                    .isNotBlank();
        });
    }

    static Stream<Path> everyValidObjectIsReadUpdatedAndTakenAnewAfterwards() throws IOException {
        return filesOf("released").stream();
    }

    private static List<GenericKubernetesResource> valid() throws IOException {
        var objects = new ArrayList<GenericKubernetesResource>();
        for (var file : filesOf("valid")) {
            var object = Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
            if (!file.endsWith("longest-name.yaml")) {
                object.getMetadata().setName(file.getFileName().toString().replace(".yaml", ""));
            }
            objects.add(object);
        }
        return objects;
    }

    private static GenericKubernetesResource fresh(GenericKubernetesResource object) {
        var fresh = Serialization.clone(object);
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withNamespace(object.getMetadata().getNamespace())
                .build());
        return fresh;
    }

    private static Object spec(GenericKubernetesResource object) {
        return Objects.requireNonNull(object.getAdditionalProperties().get("spec"));
    }

    private static List<Path> filesOf(String directory) throws IOException {
        try (var files = Files.list(FILES.resolve(directory))) {
            return files.sorted().toList();
        }
    }
}
