package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From the first apply to the last trace: creation, a size that people write, deletion. */
@Operated
class LifecycleIT {

    @Scenario
    void aModelDeploymentBecomesReadyPodsBehindAService(Scene scene) {
        // When
        var assistant = scene.apply("assistant", Specs.startingByHand("replicas: 2"));

        // Then
        assertThat(assistant.await(ConditionReason.FirstStart)).isNotEmpty();
        Eventually.eventually("two pods that run", () -> assistant.running().size() == 2);

        // When
        assistant.pods().forEach(pod -> Pods.ready(scene.client(), pod));

        // Then
        assistant.awaitSettled(2);
        assertThat(assistant.await(ConditionReason.Serving)).isEqualTo("2 of 2 replicas serve");
        assertThat(assistant.status().url())
                .isEqualTo("http://assistant." + scene.namespace().name() + ".svc");
        assertThat(assistant.summary().ready()).isEqualTo("2/2");
        assertThat(owned(scene))
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "ServiceAccount assistant",
                        "Service assistant",
                        "NetworkPolicy assistant",
                        "ReplicaSet assistant-" + assistant.status().revision());
        Eventually.eventually("both pods to be endpoints", () -> endpoints(scene) == 2);
        assertThat(assistant.awaitEvent(EventReason.BecameReady)).endsWith(" of 2 replicas serve");
    }

    @Scenario
    void kubectlScalesADeploymentOfFixedSizeUpAndDown(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 1")).awaitSettled(1);

        // When
        assistant.scale(3).orThrow();

        // Then
        assistant.awaitSettled(3);
        assertThat(assistant.awaitEvent(EventReason.SizeChanged)).isEqualTo("the size changes from 1 to 3");
        assertThat(assistant.await(ConditionReason.Settled)).startsWith("revision");

        // When
        assistant.scale(1).orThrow();

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.events(EventReason.DrainFinished.name())).hasSize(2);
        assertThat(assistant.events(EventReason.LostReadiness.name())).isEmpty();
    }

    @Scenario
    void sizeZeroIsReadyWithoutAReplica(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 2")).awaitSettled(2);

        // When
        assistant.scale(0).orThrow();

        // Then
        assistant.await(ConditionReason.ScaledToZero);
        assistant.awaitSettled(0);
        assistant.await(ConditionReason.NothingToPlace);

        // When
        assistant.scale(1).orThrow();

        // Then
        assistant.awaitSettled(1);
    }

    @Scenario
    void aReplicaIsPinnedToTheAcceleratorThatItAsksFor(Scene scene) {
        // When
        var inspector = scene.apply("inspector", Specs.onGpu("v1", "L40S", "")).awaitSettled(1);

        // Then
        var pod = inspector.serving().getFirst();
        assertThat(pod.getSpec().getNodeName()).isEqualTo("gpu-l40s");
        assertThat(pod.getSpec().getContainers().getFirst().getResources().getLimits())
                .containsKey("nvidia.com/gpu");
        assertThat(inspector.await(ConditionReason.NodesFound)).isEqualTo("1 node can hold a replica");
        assertThat(inspector.summary().accelerator()).isEqualTo("1x L40S");
    }

    @Scenario
    void deletingAModelDeploymentLeavesNothing(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 2")).awaitSettled(2);
        assistant.apply(Specs.version("v2", "replicas: 2")).awaitSettled(2);

        // When
        assistant.delete();

        // Then
        Eventually.eventually(
                "all that it owned to be gone",
                () -> owned(scene).isEmpty() && assistant.pods().isEmpty());
    }

    @Scenario
    void fiftyAtOnceBecomeReady(Scene scene) {
        // When
        var all = IntStream.range(0, 50)
                .mapToObj(i -> scene.apply("site-" + i, Specs.onCpu("")))
                .toList();

        // Then
        assertThat(all).hasSize(50).allSatisfy(one -> one.awaitSettled(1));
    }

    private static long endpoints(Scene scene) {
        return scene
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(scene.namespace().name())
                .withLabels(Map.of("kubernetes.io/service-name", "assistant"))
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .count();
    }

    private static List<? extends HasMetadata> owned(Scene scene) {
        var client = scene.client();
        var namespace = scene.namespace().name();
        return Stream.of(
                        client.serviceAccounts()
                                .inNamespace(namespace)
                                .withLabel(Keys.NAME)
                                .list(),
                        client.services()
                                .inNamespace(namespace)
                                .withLabel(Keys.NAME)
                                .list(),
                        client.network()
                                .networkPolicies()
                                .inNamespace(namespace)
                                .withLabel(Keys.NAME)
                                .list(),
                        client.apps()
                                .replicaSets()
                                .inNamespace(namespace)
                                .withLabel(Keys.NAME)
                                .list())
                .flatMap(list -> list.getItems().stream())
                .toList();
    }
}
