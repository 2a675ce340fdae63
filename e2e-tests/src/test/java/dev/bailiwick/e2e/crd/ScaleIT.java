package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.EngineSpec;
import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.api.v1alpha1.ScalingMode;
import dev.bailiwick.api.v1alpha1.ScalingSpec;
import dev.bailiwick.api.v1alpha1.ScalingTargets;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write {@code replicas}, and what {@code /scale} shows. */
@Sandboxed
class ScaleIT {

    private static final String REFUSAL =
            "spec.replicas: Invalid value: replicas cannot be written while scaling.mode is"
                    + " Auto, since the operator sizes this deployment: change scaling.minReplicas and scaling.maxReplicas, or"
                    + " set scaling.mode to Recommend first";

    private final Sandbox sandbox;
    private final TestNamespace namespace;

    ScaleIT(Sandbox sandbox, TestNamespace namespace) {
        this.sandbox = sandbox;
        this.namespace = namespace;
    }

    @BeforeEach
    void installTheDefinition() {
        Definition.install(namespace.client());
    }

    @Test
    void kubectlScalesADeploymentOfFixedSize() {
        // Given
        apply("fixed", null, null);

        // When
        var scaled = kubectl("scale", "mdep", "fixed", "--replicas=3");

        // Then
        assertThat(scaled.good()).isTrue();
        assertThat(replicas("fixed")).isEqualTo(3);
    }

    @Test
    void kubectlScalesADeploymentThatIsOnlyRecommendedTo() {
        // Given
        apply("recommended", ScalingMode.Recommend, null);

        // When
        var scaled = kubectl("scale", "mdep", "recommended", "--replicas=3");

        // Then
        assertThat(scaled.good()).isTrue();
        assertThat(replicas("recommended")).isEqualTo(3);
    }

    @Test
    void kubectlIsToldWhyItCannotScaleInModeAuto() {
        // Given
        apply("told", ScalingMode.Auto, null);

        // When
        var scaled = kubectl("scale", "mdep", "told", "--replicas=3");

        // Then
        assertThat(scaled.good()).isFalse();
        assertThat(scaled.stderr()).contains(REFUSAL);
        assertThat(replicas("told")).isEqualTo(1);
    }

    @Test
    void aPatchCannotScaleInModeAutoEither() {
        // Given
        apply("patched", ScalingMode.Auto, 4);

        // When
        var patched = kubectl("patch", "mdep", "patched", "--type=merge", "--patch={\"spec\":{\"replicas\":5}}");

        // Then
        assertThat(patched.good()).isFalse();
        assertThat(patched.stderr()).contains(REFUSAL);
    }

    @Test
    void gitMayDropReplicasInModeAuto() {
        // Given
        apply("dropping", ScalingMode.Auto, 4);

        // When
        apply("dropping", ScalingMode.Auto, null);

        // Then
        assertThat(replicas("dropping")).isEqualTo(1);
    }

    @Test
    void gitMayWriteReplicasAndLeaveAutoAtOnce() {
        // Given
        apply("leaving", ScalingMode.Auto, 4);

        // When
        apply("leaving", null, 6);

        // Then
        assertThat(replicas("leaving")).isEqualTo(6);
    }

    @Test
    void gitMayEnterAutoWithTheSizeThatItWrote() {
        // Given
        apply("entering", null, 6);

        // When
        apply("entering", ScalingMode.Auto, 6);

        // Then
        assertThat(replicas("entering")).isEqualTo(6);
    }

    @Test
    void theScaleSubresourceShowsWhatTheStatusSays() {
        // Given
        apply("shown", null, 2);
        var shown = deployment("shown", null, 2);
        shown.setStatus(
                new ModelDeploymentStatus(1L, 2, 1, 1, "bailiwick.dev/name=shown", null, null, null, null, null));

        // When
        namespace.client().resource(shown).inNamespace(namespace.name()).patchStatus();

        // Then
        var scale =
                namespace.client().resource(shown).inNamespace(namespace.name()).scale();
        assertThat(scale.getSpec().getReplicas()).isEqualTo(2);
        assertThat(scale.getStatus().getReplicas()).isEqualTo(2);
        assertThat(scale.getStatus().getSelector()).isEqualTo("bailiwick.dev/name=shown");
    }

    private void apply(String name, @Nullable ScalingMode mode, @Nullable Integer replicas) {
        namespace
                .client()
                .resource(deployment(name, mode, replicas))
                .inNamespace(namespace.name())
                .forceConflicts()
                .serverSideApply();
    }

    private static ModelDeployment deployment(String name, @Nullable ScalingMode mode, @Nullable Integer replicas) {
        var scaling = mode == null ? null : new ScalingSpec(mode, null, 8, null, new ScalingTargets(4, null), null);
        var deployment = new ModelDeployment();
        deployment.getMetadata().setName(name);
        deployment.setSpec(new ModelDeploymentSpec(
                null,
                new EngineSpec(EngineType.Custom, "registry.example/engines/server:v1", null, null, null),
                null,
                replicas,
                scaling,
                null,
                null));
        return deployment;
    }

    private int replicas(String name) {
        var live = namespace
                .client()
                .resources(ModelDeployment.class)
                .inNamespace(namespace.name())
                .withName(name)
                .require();
        return live.getSpec().replicas() == null ? -1 : live.getSpec().replicas();
    }

    private CommandResult kubectl(String verb, String... rest) {
        var all = new ArrayList<>(List.of("--namespace=" + namespace.name(), verb));
        all.addAll(List.of(rest));
        return sandbox.kubectl(all.toArray(String[]::new));
    }
}
