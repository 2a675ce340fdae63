package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GpuNode;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.e2e.harness.ServingWatch;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** A change of what runs: one new replica at a time, the old ones drained as the new become ready. */
@Operated
class RolloutIT {

    @Scenario
    void anotherImageReplacesReplicasWithoutEverServingFewer(Scene scene) {
        // Given
        var assistant =
                scene.apply("assistant", Specs.version("v1", "replicas: 3")).awaitSettled(3);
        var old = assistant.status().revision();

        // When
        int fewest;
        int mostStarting;
        try (var watch = ServingWatch.of(assistant)) {
            assistant.apply(Specs.version("v2", "replicas: 3"));
            assertThat(assistant.awaitEvent(EventReason.RevisionStarted))
                    .endsWith("replaces " + old + ", one replica at a time");
            assistant.awaitSettled(3);
            fewest = watch.fewest();
            mostStarting = watch.mostStarting();
        }

        // Then
        assertThat(fewest).isEqualTo(3);
        assertThat(mostStarting).isEqualTo(1);
        assertThat(images(assistant)).containsOnly("registry.example/engines/server:v2");
        assertThat(assistant.awaitEvent(EventReason.RolledOut))
                .isEqualTo("only revision " + assistant.status().revision() + " is left");
        assertThat(assistant.events(EventReason.LostReadiness.name())).isEmpty();
    }

    @Scenario
    void theOldServesUntilTheNewIsReadyAndDrainsThen(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.startingByHand("replicas: 2"));
        startAll(scene, assistant, 2);
        assistant.awaitSettled(2);
        assistant.engines().forEach(engine -> engine.serves(100).holds(3, 0));

        // When
        assistant.apply(Specs.startingByHand("replicas: 2").replace(":v1", ":v2"));

        // Then
        assertThat(assistant.await(ConditionReason.RollingOut)).contains("0 ready; 2 replicas of older revisions left");
        Eventually.eventually("one new pod that runs", () -> starting(assistant).size() == 1);
        assistant.engine(assistant.serving().getFirst()).awaitScrapes(4);
        assertThat(assistant.serving()).hasSize(2);
        assertThat(assistant.draining()).isEmpty();
        assistant.await(ConditionReason.Serving);

        // When
        Pods.ready(scene.client(), starting(assistant).getFirst());

        // Then
        Eventually.eventually(
                "an old one that drains", () -> assistant.draining().size() == 1);
        assertThat(assistant.serving()).hasSize(2);

        // When
        assistant.engines().forEach(engine -> engine.serves(0).holds(0, 0));
        Eventually.eventually(
                "the second new pod that runs", () -> starting(assistant).size() == 1);
        Pods.ready(scene.client(), starting(assistant).getFirst());

        // Then
        assistant.awaitSettled(2);
    }

    @Scenario
    void goingBackUsesTheReplicaSetOfThatRevisionAgain(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.version("v1", "")).awaitSettled(1);
        var first = assistant.currentSet().getMetadata().getUid();
        assistant.apply(Specs.version("v2", "")).awaitSettled(1);

        // When
        assistant.apply(Specs.version("v1", "")).awaitSettled(1);

        // Then
        assertThat(assistant.currentSet().getMetadata().getUid()).isEqualTo(first);
        assertThat(images(assistant)).containsOnly("registry.example/engines/server:v1");
        assertThat(assistant.replicaSets()).hasSize(2);
    }

    @Scenario
    void onlyTheLatestRevisionsAreKeptForGoingBack(Scene scene) {
        // When
        var assistant = scene.apply("assistant", Specs.version("v1", "")).awaitSettled(1);
        var first = assistant.currentSet().getMetadata().getName();
        for (var tag : List.of("v2", "v3", "v4", "v5")) {
            assistant.apply(Specs.version(tag, "")).awaitSettled(1);
        }

        // Then
        Eventually.eventually(
                "three old revisions", () -> assistant.replicaSets().size() == 4);
        assertThat(assistant.replicaSets())
                .extracting(set -> set.getMetadata().getName())
                .doesNotContain(first);
    }

    @Scenario
    void anAnnotationReplacesAllReplicasOneByOne(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 2")).awaitSettled(2);
        var before = uids(assistant);

        // When
        assistant.annotate(Keys.RESTART, "tuesday");

        // Then
        assistant.awaitEvent(EventReason.RolledOut);
        assistant.awaitSettled(2);
        assertThat(uids(assistant)).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Scenario
    void anotherDrainDeadlineReplacesNothingAndReachesNewPods(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 1")).awaitSettled(1);
        var before = uids(assistant);

        // When
        assistant.apply(Specs.onCpu("replicas: 1\ndrain: {deadline: 3m}"));

        // Then
        assistant.await(
                "a word on the older template",
                live -> assistant
                        .condition(ConditionReason.Serving)
                        .getMessage()
                        .equals("1 of 1 replica serves; 1 runs from an older template"));
        assertThat(uids(assistant)).isEqualTo(before);
        assistant.await(ConditionReason.Settled);

        // When
        assistant.scale(2).orThrow();

        // Then
        assistant.awaitSettled(2);
        assertThat(assistant.serving())
                .extracting(pod -> pod.getSpec().getTerminationGracePeriodSeconds())
                .containsExactlyInAnyOrder(630L, 210L);
    }

    @Scenario
    void onAFullPoolTheOldKeepsServingAndPlacedNamesTheRevision(Scene scene) {
        // Given
        try (var node = GpuNode.with(scene, 2)) {
            var inspector = scene.apply("inspector", Specs.onGpu("v1", node.product(), "replicas: 2"))
                    .awaitSettled(2);
            var before = uids(inspector);

            // When
            inspector.apply(Specs.onGpu("v2", node.product(), "replicas: 2"));

            // Then
            assertThat(inspector.await(ConditionReason.NoFreeAccelerator))
                    .startsWith("1 replica waits, of revision "
                            + inspector.status().revision() + ": 1 node has " + node.product())
                    .contains("all 2 GPUs taken");
            inspector.await(ConditionReason.RollingOut);
            inspector.await(ConditionReason.Serving);
            inspector.await(ConditionReason.NotStalled);
            assertThat(inspector.summary().reason()).isEqualTo("NoFreeAccelerator");
            assertThat(inspector.serving())
                    .extracting(pod -> pod.getMetadata().getUid())
                    .containsExactlyInAnyOrderElementsOf(before);

            // When
            node.grow(1);

            // Then
            inspector.awaitEvent(EventReason.PlacedAgain);
            inspector.awaitSettled(2);
            assertThat(uids(inspector)).doesNotContainAnyElementsOf(before);
        }
    }

    private static void startAll(Scene scene, LiveDeployment deployment, int count) {
        Eventually.eventually(
                count + " pods that run", () -> starting(deployment).size() == count);
        starting(deployment).forEach(pod -> Pods.ready(scene.client(), pod));
    }

    /** By one look at the pods: one that changes between two looks would be in neither list. */
    private static List<Pod> starting(LiveDeployment deployment) {
        return deployment.running().stream()
                .filter(pod -> !FleetReader.ready(pod) && !FleetReader.draining(pod))
                .toList();
    }

    private static List<String> images(LiveDeployment deployment) {
        return deployment.serving().stream()
                .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
                .toList();
    }

    private static List<String> uids(LiveDeployment deployment) {
        return deployment.pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
    }
}
