package dev.bailiwick.operator.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import org.junit.jupiter.api.Test;

/** What wakes the reconciler, and what does not. */
class WorthAPassTest {
    private static final ReplicaSet SET = new ReplicaSetBuilder()
            .withNewMetadata()
            .withName("assistant-0123456789")
            .withGeneration(3L)
            .addToLabels("bailiwick.dev/name", "assistant")
            .endMetadata()
            .withNewStatus()
            .withReplicas(2)
            .withReadyReplicas(1)
            .endStatus()
            .build();

    private static final Pod SERVING = new PodBuilder()
            .withNewMetadata()
            .withName("assistant-0123456789-abcde")
            .endMetadata()
            .withNewStatus()
            .withPhase("Running")
            .endStatus()
            .build();
    private static final Pod ENDING = new PodBuilder(SERVING)
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:30Z")
            .endMetadata()
            .build();

    @Test
    void aReplicaSetThatCountsItsPodsIsNoNews() {
        var counted = new ReplicaSetBuilder(SET)
                .editMetadata()
                .withResourceVersion("8")
                .endMetadata()
                .editStatus()
                .withReplicas(3)
                .withReadyReplicas(3)
                .withObservedGeneration(3L)
                .endStatus()
                .build();

        assertThat(WorthAPass.replicaSet(counted, SET)).isFalse();
    }

    @Test
    void aReplicaSetThatSomebodyWroteIsNews() {
        assertThat(WorthAPass.replicaSet(
                        new ReplicaSetBuilder(SET)
                                .editMetadata()
                                .withGeneration(4L)
                                .endMetadata()
                                .build(),
                        SET))
                .as("its spec")
                .isTrue();
        assertThat(WorthAPass.replicaSet(
                        new ReplicaSetBuilder(SET)
                                .editMetadata()
                                .removeFromLabels("bailiwick.dev/name")
                                .endMetadata()
                                .build(),
                        SET))
                .as("its labels")
                .isTrue();
        assertThat(WorthAPass.replicaSet(
                        new ReplicaSetBuilder(SET)
                                .editMetadata()
                                .addToAnnotations("team", "plant")
                                .endMetadata()
                                .build(),
                        SET))
                .as("its annotations")
                .isTrue();
        assertThat(WorthAPass.replicaSet(
                        new ReplicaSetBuilder(SET)
                                .editMetadata()
                                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                                .endMetadata()
                                .build(),
                        SET))
                .as("its deletion")
                .isTrue();
    }

    @Test
    void aReplicaSetThatCannotMakePodsIsNews() {
        var refused = new ReplicaSetBuilder(SET)
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage("exceeded quota")
                .endCondition()
                .endStatus()
                .build();

        assertThat(WorthAPass.replicaSet(refused, SET)).isTrue();
        assertThat(WorthAPass.replicaSet(SET, refused)).as("and can again").isTrue();
    }

    @Test
    void aPodIsNewsUntilItIsFinishedOrBeingDeleted() {
        var finished = new PodBuilder(SERVING)
                .editStatus()
                .withPhase("Failed")
                .endStatus()
                .build();
        var endingWithoutContainers = new PodBuilder(ENDING)
                .editStatus()
                .withPhase("Failed")
                .endStatus()
                .build();

        assertThat(WorthAPass.pod(SERVING, SERVING)).isTrue();
        assertThat(WorthAPass.pod(ENDING, SERVING)).as("being deleted").isTrue();
        assertThat(WorthAPass.pod(finished, SERVING)).as("finished").isTrue();
        assertThat(WorthAPass.pod(endingWithoutContainers, ENDING))
                .as("what it does then")
                .isFalse();
    }
}
