package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server accepts as a ModelDeployment, it accepts as pods too, also under Pod Security restricted. */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderedPodsIT {

    private final TestNamespace namespace;

    RenderedPodsIT(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void restrictTheNamespace() {
        Definition.install(namespace.client());
        namespace
                .client()
                .namespaces()
                .withName(namespace.name())
                .edit(it -> it.edit()
                        .editMetadata()
                        .addToLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build());
    }

    @ParameterizedTest
    @MethodSource
    void becomesPods(Path file) throws IOException {
        // Given
        var written = Serialization.unmarshal(Files.readString(file), ModelDeployment.class);
        var deployment = namespace
                .client()
                .resource(written)
                .inNamespace(namespace.name())
                .dryRun(true)
                .create();

        // When
        var replicaSet = Rendered.replicaSet(deployment);

        // Then
        assertThatCode(() ->
                        namespace.client().resource(replicaSet).dryRun(true).create())
                .doesNotThrowAnyException();
        assertThatCode(() -> namespace
                        .client()
                        .resource(podOf(replicaSet))
                        .dryRun(true)
                        .create())
                .doesNotThrowAnyException();
    }

    static Stream<Path> becomesPods() throws IOException {
        return CrdValidationIT.accepts();
    }

    /** A pod as the ReplicaSet's controller makes it, without what must exist in the cluster beforehand. */
    private static Pod podOf(ReplicaSet replicaSet) {
        var template = replicaSet.getSpec().getTemplate();
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withNamespace(replicaSet.getMetadata().getNamespace())
                .withName("replica")
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withServiceAccountName("default")
                .withPriorityClassName(null)
                .withRuntimeClassName(null)
                .endSpec()
                .build();
    }
}
