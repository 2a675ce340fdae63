package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.placement.NodeView;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Can it be met (AcceleratorResolved), and is it met now (Placed): the words, with their counts. */
final class PlacedTest {
    private static final NodeView UNLABELLED = new NodeView("unlabelled", Map.of(), Map.of("nvidia.com/gpu", 8L), true);
    private static final NodeView UNPROVEN = new NodeView(
            "unproven", Map.of("nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3"), Map.of("nvidia.com/gpu", 8L), true);

    @Test
    void countsWhatIsTakenAndWhatLacksItsLabel() {
        says(
                Scene.of()
                        .nodes(Scene.h100("h100"), UNLABELLED)
                        .taken("h100", 8)
                        .unschedulable(1),
                ConditionReason.NoFreeAccelerator,
                "1 replica waits: 1 node has H100-80GB-HBM3, all 8 GPUs taken; 1 node lacks the product label");
    }

    @Test
    void saysForHowManyThereIsRoom() {
        says(
                Scene.of("spec: {accelerator: {count: 4}, replicas: 3}")
                        .taken("h100", 4)
                        .unschedulable(3),
                ConditionReason.NoFreeAccelerator,
                "3 replicas wait: room for 1 of 3 missing replicas: 1 node has H100-80GB-HBM3, 4 of 8 GPUs free");
    }

    @Test
    void quotesTheSchedulerWhereThePodsOfOthersAreHidden() {
        says(
                Scene.of().usageUnknown().unschedulable(1),
                ConditionReason.NotSchedulable,
                "1 replica waits; the scheduler says: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");
    }

    @Test
    void quotesTheSchedulerWhereAcceleratorsAreFree() {
        says(
                Scene.of().unschedulable(2),
                ConditionReason.NotSchedulable,
                "2 replicas wait; the scheduler says: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");
    }

    @Test
    void quotesTheApiServerWhereItRefusesPods() {
        says(
                Scene.of().refused("pods \"assistant-x\" is forbidden: exceeded quota: gpus"),
                ConditionReason.PodsRefused,
                "pods \"assistant-x\" is forbidden: exceeded quota: gpus");
    }

    @Test
    void waitsForTheScheduler() {
        says(
                Scene.of("spec: {replicas: 2}").ordered(1),
                ConditionReason.NotYetScheduled,
                "2 replicas have no node yet");
    }

    @Test
    void keepsWhatWasTrueUntilTheSchedulerHasSpoken() {
        // Given
        var scene = Scene.of().starting(1).written().edit("spec: {replicas: 2}");

        // Then
        says(scene.ordered(1), ConditionReason.AllPlaced, "every replica has a node");
    }

    @Test
    void doesNotCountADrainingReplicaForOneThatIsStillToBeMade() {
        says(
                Scene.of("spec: {replicas: 2}").ready(1).draining(1),
                ConditionReason.NotYetScheduled,
                "1 replica has no node yet");
    }

    @Test
    void saysWhyNoNodeCanEverDo() {
        // Given
        var scene =
                Scene.of("spec: {accelerator: {select: {products: [B200]}}}").unschedulable(1);

        // Then
        says(scene, ConditionReason.NoFreeAccelerator, "1 replica waits: no node has B200: 1 node has H100-80GB-HBM3");
        resolves(scene, ConditionReason.NoNodeMatches, "no node has B200: 1 node has H100-80GB-HBM3");
    }

    @Test
    void saysWhichNodesDoNotProveThatTheyShareNothing() {
        resolves(Scene.of(), ConditionReason.NodesFound, "1 node can hold a replica");
        resolves(
                Scene.of().nodes(Scene.h100("h100"), UNPROVEN),
                ConditionReason.SharingUnproven,
                "2 nodes can hold a replica; 1 of them does not say whether GPUs are shared among pods");
        resolves(Scene.of("spec: {accelerator: null}"), ConditionReason.NoAcceleratorAsked, "the engine runs on CPU");
    }

    private static void says(Scene scene, ConditionReason reason, String message) {
        said(scene, ConditionType.Placed, reason, message);
    }

    private static void resolves(Scene scene, ConditionReason reason, String message) {
        said(scene, ConditionType.AcceleratorResolved, reason, message);
    }

    private static void said(Scene scene, ConditionType type, ConditionReason reason, String message) {
        var condition = ProgressTest.condition(scene.status(), type);
        assertThat(condition.getMessage()).isEqualTo(message);
        assertThat(condition.getReason()).isEqualTo(reason.name());
        assertThat(condition.getStatus()).isEqualTo(reason.status());
    }
}
