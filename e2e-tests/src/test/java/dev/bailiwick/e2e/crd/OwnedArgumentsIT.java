package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.AcceleratorSpec;
import dev.bailiwick.api.v1alpha1.EngineSpec;
import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelClaim;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ModelSource;
import dev.bailiwick.api.v1alpha1.OwnedArguments;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the API server refuses in {@code engine.args} is what {@link OwnedArguments} says, engine by engine. */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnedArgumentsIT {

    private static final List<String> OTHERS = List.of(
            "--enable-prefix-caching",
            "--max-num-seqs=64",
            "--model-impl=transformers",
            "--disable-log-requests",
            "--mem-fraction-static",
            "--parallel",
            "--max-total",
            "--tensor-par=2",
            "-t",
            "-q",
            "--",
            "-",
            "2",
            "");

    private final TestNamespace namespace;

    OwnedArgumentsIT(TestNamespace namespace) {
        this.namespace = namespace;
    }

    @BeforeAll
    void installTheDefinition() {
        Definition.install(namespace.client());
    }

    @ParameterizedTest
    @EnumSource
    void refusesExactlyWhatTheOperatorOwns(EngineType type) {
        // Given
        var ofItsOwn = OwnedArguments.of(type).stream()
                .flatMap(it -> Stream.of(it, it + "=1", it.replaceAll("(?<=[a-z])-", "_")));
        var ofAnother = OwnedArguments.of(EngineType.vLLM).stream();
        var candidates = Stream.of(ofItsOwn, ofAnother, OTHERS.stream())
                .flatMap(it -> it)
                .distinct()
                .toList();

        // When
        var refused = candidates.stream().filter(it -> !accepts(type, it)).toList();

        // Then
        assertThat(refused)
                .containsExactlyElementsOf(candidates.stream()
                        .filter(it -> OwnedArguments.owns(type, it))
                        .toList());
    }

    private boolean accepts(EngineType type, String argument) {
        var deployment = new ModelDeployment();
        deployment.getMetadata().setName("candidate");
        deployment.setSpec(new ModelDeploymentSpec(
                new ModelSource(null, null, new ModelClaim("models", null)),
                new EngineSpec(type, "registry.example/engines/server:v1", null, List.of(argument), null),
                new AcceleratorSpec(null, 1, null, null),
                null,
                null,
                null,
                null));
        try {
            namespace
                    .client()
                    .resource(deployment)
                    .inNamespace(namespace.name())
                    .dryRun(true)
                    .create();
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e).hasMessageContaining("which the operator sets: remove it");
            return false;
        }
    }
}
