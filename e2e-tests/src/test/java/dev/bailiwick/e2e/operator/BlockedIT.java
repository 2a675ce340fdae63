package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GpuNode;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;

/** What stands in the way is named, with its remedy, and goes on by itself once it is mended. */
@Operated
class BlockedIT {

    private static final String CLAIMED = "model: {claim: {name: weights, path: mistral}}\n";

    @Scenario
    void anObjectOfTheSameNameIsNotAdopted(Scene scene) {
        // Given
        scene.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: assistant}
                spec: {ports: [{port: 8080}], selector: {app: theirs}}
                """);

        // When
        var assistant = scene.apply("assistant", Specs.onCpu(""));

        // Then
        assertThat(assistant.await(ConditionReason.NameConflict))
                .isEqualTo("Service assistant exists and was not made by this ModelDeployment;"
                        + " delete or rename it, or give the ModelDeployment another name");
        assistant.await(ConditionReason.WaitingForHuman);
        assistant.await(ConditionReason.Blocked);
        assertThat(assistant.summary().reason()).isEqualTo("NameConflict");
        assertThat(assistant.replicaSets()).isEmpty();
        var theirs =
                scene.client().services().inNamespace(scene.namespace().name()).withName("assistant");
        assertThat(theirs.require().getMetadata().getOwnerReferences()).isEmpty();
        assertThat(theirs.require().getSpec().getSelector()).containsOnlyKeys("app");

        // When
        theirs.delete();

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.awaitEvent(EventReason.StallEnded)).isEqualTo("nothing needs a human");
    }

    @Scenario
    void aClaimThatIsMissingIsNamedAndWaitedFor(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(CLAIMED));
        assertThat(assistant.await(ConditionReason.ClaimNotFound))
                .isEqualTo("spec.model.claim.name: PersistentVolumeClaim weights does not exist in namespace "
                        + scene.namespace().name() + "; create it, or name another");
        assistant.await(ConditionReason.ModelNotResolved);
        assistant.await(ConditionReason.WaitingForHuman);

        // When
        claim(scene, "ReadOnlyMany");

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.await(ConditionReason.ClaimBound))
                .isEqualTo("PersistentVolumeClaim weights; the engine image is named by tag v1, which can move:"
                        + " pin it by digest to be sure what runs");
        assertThat(assistant.summary().model()).isEqualTo("pvc/weights");
    }

    @Scenario
    void aClaimForOneNodeIsRefusedForSeveralReplicas(Scene scene) {
        // Given
        claim(scene, "ReadWriteOnce");
        var assistant = scene.apply("assistant", Specs.onCpu(CLAIMED + "replicas: 2"));
        assertThat(assistant.await(ConditionReason.ClaimNotShareable))
                .isEqualTo(
                        "spec.model.claim.name: PersistentVolumeClaim weights has access mode ReadWriteOnce, and up to"
                                + " 2 replicas are possible; use ReadOnlyMany or ReadWriteMany, or allow one replica");

        // When
        assistant.scale(1).orThrow();

        // Then
        assistant.awaitSettled(1);
    }

    @Scenario
    void llamaCppIsToldThatItNeedsTheFile(Scene scene) {
        // When
        var inspector = scene.apply("inspector", """
                model: {claim: {name: weights}}
                engine: {type: LlamaCpp, image: "registry.example/engines/llama.cpp:server"}
                """);
        claim(scene, "ReadOnlyMany");

        // Then
        assertThat(inspector.await(ConditionReason.ModelFileNotNamed))
                .isEqualTo("spec.engine.args: llama.cpp loads one file; add \"--model\" and \"/models/<file>.gguf\"");
    }

    @Scenario
    void aProductThatNoNodeHasCannotBeResolved(Scene scene) {
        // When
        var inspector = scene.apply("inspector", Specs.onGpu("v1", "H900-1TB", ""));

        // Then
        assertThat(inspector.await(ConditionReason.NoNodeMatches)).contains("H900-1TB");
        assertThat(inspector.await(ConditionReason.NoFreeAccelerator)).startsWith("1 replica waits: ");
        inspector.await(ConditionReason.FirstStart);
        inspector.await(ConditionReason.NotStalled);
        inspector.await(ConditionReason.Starting);
        assertThat(inspector.summary().reason()).isEqualTo("NoNodeMatches");
        assertThat(inspector.awaitEvent(EventReason.AcceleratorUnresolvable)).contains("H900-1TB");
    }

    @Scenario
    void beforeTheFirstReadyNoFreeGpuIsPlacedFalseAndReconciling(Scene scene) {
        // Given
        try (var node = GpuNode.with(scene, 1)) {
            var first =
                    scene.apply("first", Specs.onGpu("v1", node.product(), "")).awaitSettled(1);

            // When
            var second = scene.apply("second", Specs.onGpu("v1", node.product(), ""));

            // Then
            assertThat(second.await(ConditionReason.NoFreeAccelerator))
                    .startsWith("1 replica waits: 1 node has " + node.product())
                    .contains("taken");
            second.await(ConditionReason.FirstStart);
            second.await(ConditionReason.NotStalled);

            // When
            first.delete();

            // Then
            second.awaitSettled(1);
            second.await(ConditionReason.AllPlaced);
        }
    }

    @Scenario
    void forALargerSizeNoFreeGpuIsPlacedFalseAlone(Scene scene) {
        // Given
        try (var node = GpuNode.with(scene, 1)) {
            var inspector = scene.apply("inspector", Specs.onGpu("v1", node.product(), ""))
                    .awaitSettled(1);

            // When
            inspector.scale(2).orThrow();

            // Then
            assertThat(inspector.await(ConditionReason.NoFreeAccelerator)).contains("its GPU taken");
            inspector.await(ConditionReason.Serving);
            inspector.await(ConditionReason.Settled);
            inspector.await(ConditionReason.NotStalled);
        }
    }

    @Scenario
    void podsThatTheApiServerRefusesAreQuoted(Scene scene) {
        // Given
        scene.create("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: none}
                spec: {hard: {pods: "0"}}
                """);

        // When
        var assistant = scene.apply("assistant", Specs.onCpu(""));

        // Then
        assertThat(assistant.await(ConditionReason.PodsRefused)).contains("exceeded quota: none");
        assistant.await(ConditionReason.FirstStart);

        // When
        scene.kubectl("delete", "resourcequota", "none").orThrow();

        // Then
        assistant.awaitSettled(1);
    }

    @Scenario
    void podsAreAdmittedWherePodSecurityRestrictedIsEnforced(Scene scene) {
        // Given
        scene.sandbox()
                .kubectl(
                        "label", "namespace", scene.namespace().name(), "pod-security.kubernetes.io/enforce=restricted")
                .orThrow();

        // When
        var assistant = scene.apply("assistant", Specs.onCpu(""));

        // Then
        assistant.awaitSettled(1);
    }

    @Scenario
    void aReplicaThatIsNoLongerReadyIsNotReconciling(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.startingByHand(""));
        Eventually.eventually("a pod that runs", () -> !assistant.running().isEmpty());
        Pods.ready(scene.client(), assistant.pods().getFirst());
        assistant.awaitSettled(1);

        // When
        Pods.unready(scene.client(), assistant.pods().getFirst());

        // Then
        assertThat(assistant.await(ConditionReason.TooFewReplicas)).isEqualTo("0 of 1 replica serves; 1 must");
        assistant.await(ConditionReason.Settled);
        assistant.await(ConditionReason.NotStalled);
        assertThat(assistant.awaitEvent(EventReason.LostReadiness)).isEqualTo("0 of 1 replica serves; 1 must");
    }

    /** A claim that is bound to a volume of its own. */
    private static void claim(Scene scene, String mode) {
        var volume = scene.namespace().name();
        scene.create("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [%s]
                  storageClassName: ""
                  persistentVolumeReclaimPolicy: Retain
                  claimRef: {namespace: %s, name: weights}
                  nfs: {server: files.example, path: /weights}
                """.formatted(volume, mode, volume));
        scene.create("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: weights}
                spec:
                  accessModes: [%s]
                  storageClassName: ""
                  volumeName: %s
                  resources: {requests: {storage: 1Gi}}
                """.formatted(mode, volume));
    }
}
