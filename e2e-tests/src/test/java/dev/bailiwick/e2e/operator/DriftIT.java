package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.Container;
import java.util.Map;

/** What people change on objects of ours by hand is put back, and said. */
@Operated
class DriftIT {

    @Scenario
    void aLabelOfOursThatIsRemovedComesBack(Scene scene) {
        // Given
        var assistant = settled(scene);

        // When
        scene.kubectl("label", "networkpolicy", "assistant", Keys.MANAGED_BY + "-")
                .orThrow();

        // Then
        Eventually.eventually(
                "the label to be back",
                () -> scene.client()
                        .network()
                        .networkPolicies()
                        .inNamespace(scene.namespace().name())
                        .withName("assistant")
                        .require()
                        .getMetadata()
                        .getLabels()
                        .containsKey(Keys.MANAGED_BY));
        assertThat(assistant.awaitEvent(EventReason.DriftHealed))
                .isEqualTo(
                        "NetworkPolicy assistant was changed by somebody else and is put back; change the ModelDeployment instead");
    }

    @Scenario
    void aSelectorOfTheServiceThatIsChangedComesBack(Scene scene) {
        // Given
        var assistant = settled(scene);

        // When
        scene.kubectl("patch", "service", "assistant", "--patch={\"spec\":{\"selector\":{\"app\":\"mine\"}}}")
                .orThrow();

        // Then
        Eventually.eventually(
                "the selector to be ours alone",
                () -> scene.client()
                        .services()
                        .inNamespace(scene.namespace().name())
                        .withName("assistant")
                        .require()
                        .getSpec()
                        .getSelector()
                        .equals(Map.of(Keys.NAME, "assistant", Keys.SERVING, "true")));
        assertThat(assistant.awaitEvent(EventReason.DriftHealed)).startsWith("Service assistant was changed");
    }

    @Scenario
    void aVariableThatIsAddedToTheTemplateGoesAgain(Scene scene) {
        // Given
        var assistant = settled(scene);
        var pod = assistant.serving().getFirst().getMetadata().getUid();

        // When
        scene.kubectl(
                        "set",
                        "env",
                        "replicaset/" + assistant.currentSet().getMetadata().getName(),
                        "MINE=1")
                .orThrow();

        // Then
        Eventually.eventually(
                "the variable to be gone",
                () -> container(assistant).getEnv().stream().noneMatch(e -> "MINE".equals(e.getName())));
        assertThat(assistant.awaitEvent(EventReason.DriftHealed)).startsWith("ReplicaSet assistant-");
        assertThat(assistant.serving())
                .singleElement()
                .satisfies(same -> assertThat(same.getMetadata().getUid()).isEqualTo(pod));
    }

    @Scenario
    void hostNetworkThatIsSetOnTheTemplateGoesAgain(Scene scene) {
        // Given
        var assistant = settled(scene);

        // When
        scene.kubectl(
                        "patch",
                        "replicaset",
                        assistant.currentSet().getMetadata().getName(),
                        "--patch={\"spec\":{\"template\":{\"spec\":{\"hostNetwork\":true}}}}")
                .orThrow();

        // Then
        Eventually.eventually(
                "host network to be off",
                () -> !Boolean.TRUE.equals(
                        assistant.currentSet().getSpec().getTemplate().getSpec().getHostNetwork()));
        assertThat(assistant.awaitEvent(EventReason.DriftHealed)).startsWith("ReplicaSet assistant-");
    }

    @Scenario
    void replicasOfTheReplicaSetComeBack(Scene scene) {
        // Given: what this makes never serves
        var assistant = scene.apply("assistant", Specs.startingByHand(""));
        Eventually.eventually("a pod that runs", () -> !assistant.running().isEmpty());
        Pods.ready(scene.client(), assistant.pods().getFirst());
        assistant.awaitSettled(1);

        // When
        scene.kubectl(
                        "scale",
                        "replicaset",
                        assistant.currentSet().getMetadata().getName(),
                        "--replicas=3")
                .orThrow();

        // Then
        Eventually.eventually(
                "one replica to be asked for",
                () -> assistant.currentSet().getSpec().getReplicas() == 1);
        assistant.awaitSettled(1);
        assertThat(assistant.awaitEvent(EventReason.DriftHealed)).startsWith("ReplicaSet assistant-");
    }

    @Scenario
    void replicasThatSomebodyAddsAreDrainedThoughTheyServe(Scene scene) {
        // Given
        var assistant = settled(scene);

        // When
        scene.kubectl(
                        "scale",
                        "replicaset",
                        assistant.currentSet().getMetadata().getName(),
                        "--replicas=2")
                .orThrow();

        // Then
        assertThat(assistant.awaitEvent(EventReason.DriftHealed)).startsWith("ReplicaSet assistant-");
        Eventually.eventually(
                "one replica to be asked for",
                () -> assistant.currentSet().getSpec().getReplicas() == 1);
        assistant.awaitSettled(1);
    }

    @Scenario
    void anObjectOfOursThatIsDeletedComesBack(Scene scene) {
        // Given
        var assistant = settled(scene);
        var set = assistant.currentSet();

        // When
        scene.client().resource(set).delete();
        scene.kubectl("delete", "service,networkpolicy,serviceaccount", "assistant")
                .orThrow();

        // Then
        Eventually.eventually(
                "a new ReplicaSet and a new Service",
                () -> assistant.replicaSets().stream()
                                .anyMatch(other -> !other.getMetadata()
                                        .getUid()
                                        .equals(set.getMetadata().getUid()))
                        && scene.client()
                                        .services()
                                        .inNamespace(scene.namespace().name())
                                        .withName("assistant")
                                        .get()
                                != null);
        assistant.awaitSettled(1);
    }

    private static LiveDeployment settled(Scene scene) {
        return scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
    }

    private static Container container(LiveDeployment deployment) {
        return deployment
                .currentSet()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }
}
