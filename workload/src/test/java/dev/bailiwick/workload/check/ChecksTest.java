package dev.bailiwick.workload.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import org.junit.jupiter.api.Test;

/** What stops a deployment until a human acts, in the words that the human reads. */
final class ChecksTest {
    private static final String CLAIM = "spec: {model: {image: null, claim: {name: files}}}";

    @Test
    void findsNothingWrongWithAGoodDeployment() {
        assertThat(Checks.firstFinding(Scene.of().observed())).isEmpty();
        assertThat(Checks.names()).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void neverTakesAnObjectOver() {
        found(
                Scene.of().stranger("Service assistant"),
                ConditionReason.NameConflict,
                "Service assistant exists and was not made by this ModelDeployment; delete or rename it, or give the ModelDeployment another name");
        found(
                Scene.of().stranger("Service assistant").stranger("ServiceAccount assistant"),
                ConditionReason.NameConflict,
                "Service assistant, ServiceAccount assistant exist and were not made by this ModelDeployment; delete or rename them, or give the ModelDeployment another name");
    }

    @Test
    void wantsTheModelPinnedByDigest() {
        found(
                Scene.of("spec: {model: {image: 'registry.example/models/mistral:latest'}}"),
                ConditionReason.ModelUnusable,
                "spec.model.image: \"registry.example/models/mistral:latest\" has no digest, and a tag can move to other weights; append @sha256: and the 64 hexadecimal digits of the manifest's digest");
    }

    @Test
    void wantsTheClaimToExist() {
        found(
                Scene.of(CLAIM),
                ConditionReason.ClaimNotFound,
                "spec.model.claim.name: PersistentVolumeClaim files does not exist in namespace plant; create it, or name another");
    }

    @Test
    void wantsAClaimThatEveryReplicaCanMount() {
        found(
                Scene.of(CLAIM, "spec: {replicas: 2}").claim("files", "ReadWriteOnce"),
                ConditionReason.ClaimNotShareable,
                "spec.model.claim.name: PersistentVolumeClaim files has access mode ReadWriteOnce, and up to 2 replicas are possible; use ReadOnlyMany or ReadWriteMany, or allow one replica");
        found(
                Scene.of(CLAIM, "spec: {scaling: {mode: Auto, maxReplicas: 4, targets: {queuedRequestsPerReplica: 4}}}")
                        .claim("files", "ReadWriteOncePod"),
                ConditionReason.ClaimNotShareable,
                "spec.model.claim.name: PersistentVolumeClaim files has access mode ReadWriteOncePod, and up to 4 replicas are possible; use ReadOnlyMany or ReadWriteMany, or allow one replica");
    }

    @Test
    void countsWhatIsHeldAfterAutoAsPossible() {
        found(
                Scene.of(
                                CLAIM,
                                "spec: {replicas: 1}",
                                "status: {scaling: {desired: 3, held: {size: 3, specReplicas: 1}}}")
                        .claim("files", "ReadWriteOnce"),
                ConditionReason.ClaimNotShareable,
                "spec.model.claim.name: PersistentVolumeClaim files has access mode ReadWriteOnce, and up to 3 replicas are possible; use ReadOnlyMany or ReadWriteMany, or allow one replica");
    }

    @Test
    void allowsAClaimThatCanBeShared() {
        assertThat(Checks.firstFinding(Scene.of(CLAIM, "spec: {replicas: 9}")
                        .claim("files", "ReadWriteOnce", "ReadOnlyMany")
                        .observed()))
                .isEmpty();
        assertThat(Checks.firstFinding(
                        Scene.of(CLAIM).claim("files", "ReadWriteOnce").observed()))
                .as("one replica")
                .isEmpty();
    }

    @Test
    void wantsTheFileThatLlamaCppLoads() {
        found(
                Scene.of("spec: {engine: {type: LlamaCpp, args: [--threads, '8']}}"),
                ConditionReason.ModelFileNotNamed,
                "spec.engine.args: llama.cpp loads one file; add \"--model\" and \"/models/<file>.gguf\"");
        for (var args :
                new String[] {"[--model, /models/a.gguf]", "[-m, /models/a.gguf]", "[--model=/models/a.gguf]"}) {
            assertThat(Checks.firstFinding(Scene.of("spec: {engine: {type: LlamaCpp, args: %s}}".formatted(args))
                            .observed()))
                    .isEmpty();
        }
    }

    @Test
    void tellsTheNameConflictFirst() {
        assertThat(Checks.firstFinding(
                        Scene.of(CLAIM).stranger("Service assistant").observed()))
                .map(Finding::reason)
                .contains(ConditionReason.NameConflict);
    }

    private static void found(Scene scene, ConditionReason reason, String message) {
        assertThat(Checks.firstFinding(scene.observed())).contains(new Finding(reason, message));
    }
}
