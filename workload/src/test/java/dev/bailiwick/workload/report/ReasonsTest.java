package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason has a scene in which status carries it. */
final class ReasonsTest {
    private static final String CLAIM = "spec: {model: {image: null, claim: {name: files}}}";
    private static final String CPU = "spec: {engine: {type: LlamaCpp}, accelerator: null}";
    private static final Map<ConditionReason, Supplier<Scene>> SCENES = scenes();

    private static Map<ConditionReason, Supplier<Scene>> scenes() {
        var all = new EnumMap<ConditionReason, Supplier<Scene>>(ConditionReason.class);
        progress(all);
        resolution(all);
        scaling(all);
        return all;
    }

    private static void progress(Map<ConditionReason, Supplier<Scene>> all) {
        all.put(ConditionReason.Serving, () -> Scene.of().ready(1));
        all.put(ConditionReason.ScaledToZero, () -> Scene.of("spec: {replicas: 0}"));
        all.put(ConditionReason.Starting, () -> Scene.of().starting(1));
        all.put(
                ConditionReason.TooFewReplicas,
                () -> Scene.of().ready(1).written().noPods().starting(1));
        all.put(ConditionReason.Blocked, () -> Scene.of().stranger("Service assistant"));
        all.put(ConditionReason.FirstStart, () -> Scene.of().starting(1));
        all.put(ConditionReason.RollingOut, () -> Scene.of().ready(1).oldReady(1));
        all.put(ConditionReason.Settled, () -> Scene.of().ready(1));
        all.put(ConditionReason.WaitingForHuman, () -> Scene.of().stranger("Service assistant"));
        all.put(ConditionReason.NotStalled, Scene::of);
        all.put(ConditionReason.NameConflict, () -> Scene.of().stranger("Service assistant"));
        all.put(ConditionReason.ClaimNotFound, () -> Scene.of(CLAIM));
        all.put(
                ConditionReason.ClaimNotShareable,
                () -> Scene.of(CLAIM, "spec: {replicas: 2}").claim("files", "ReadWriteOnce"));
        all.put(ConditionReason.ModelFileNotNamed, () -> Scene.of(CPU));
        all.put(ConditionReason.ModelUnusable, () -> Scene.of("spec: {model: {image: 'models/mistral:latest'}}"));
        all.put(
                ConditionReason.ProgressDeadlineExceeded,
                () -> Scene.of().starting(1).written().after(Duration.ofHours(1)));
    }

    private static void resolution(Map<ConditionReason, Supplier<Scene>> all) {
        all.put(ConditionReason.Pinned, Scene::of);
        all.put(ConditionReason.ClaimBound, () -> Scene.of(CLAIM).claim("files", "ReadOnlyMany"));
        all.put(ConditionReason.BringsItsOwn, () -> Scene.of("spec: {model: null, engine: {type: NIM}}"));
        all.put(ConditionReason.ModelNotResolved, () -> Scene.of(CLAIM));
        all.put(ConditionReason.NodesFound, Scene::of);
        all.put(
                ConditionReason.SharingUnproven,
                () -> Scene.of()
                        .nodes(new dev.bailiwick.placement.NodeView(
                                "h100",
                                Map.of("nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3"),
                                Map.of("nvidia.com/gpu", 8L),
                                true)));
        all.put(ConditionReason.NoAcceleratorAsked, () -> Scene.of(CPU));
        all.put(ConditionReason.NoNodeMatches, () -> Scene.of().nodes());
        all.put(ConditionReason.AllPlaced, () -> Scene.of().starting(1));
        all.put(ConditionReason.NothingToPlace, () -> Scene.of("spec: {replicas: 0}"));
        all.put(
                ConditionReason.NoFreeAccelerator,
                () -> Scene.of().taken("h100", 8).unschedulable(1));
        all.put(ConditionReason.NotSchedulable, () -> Scene.of().unschedulable(1));
        all.put(ConditionReason.PodsRefused, () -> Scene.of().refused("exceeded quota"));
        all.put(ConditionReason.NotYetScheduled, () -> Scene.of().ordered(1));
    }

    private static void scaling(Map<ConditionReason, Supplier<Scene>> all) {
        all.put(
                ConditionReason.Following,
                () -> Scene.of(Outlooks.AUTO).ready(1).outlook(Outlooks.usable(1, "Steady")));
        all.put(ConditionReason.NoReadyReplica, () -> Scene.of(Outlooks.AUTO));
        all.put(
                ConditionReason.MetricsUnavailable,
                () -> Scene.of(Outlooks.AUTO).ready(1).outlook(Outlooks.unavailable("no page came")));
        all.put(ConditionReason.FixedSize, Scene::of);
        all.put(ConditionReason.Recommending, () -> Scene.of("spec: {scaling: {mode: Recommend, maxReplicas: 3}}"));
        all.put(
                ConditionReason.HeldByAnnotation,
                () -> Scene.of("metadata: {annotations: {bailiwick.dev/hold: 'true'}}"));
        all.put(
                ConditionReason.HeldAfterAuto,
                () -> Scene.of(Outlooks.AUTO).ready(3).decided(3).written().edit("spec: {scaling: null}"));
    }

    @ParameterizedTest
    @EnumSource(ConditionReason.class)
    void isReached(ConditionReason reason) {
        // Given
        assertThat(SCENES).containsKey(reason);
        var scene = SCENES.getOrDefault(reason, Scene::of).get();

        // Then
        assertThat(scene.status().conditions())
                .filteredOn(c -> c.getType().equals(reason.type().name()))
                .extracting(Condition::getReason, Condition::getStatus)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(reason.name(), reason.status()));
    }

    @Test
    void isOneOfTheThreeStatusesThatKubernetesKnows() {
        assertThat(ConditionReason.values())
                .extracting(ConditionReason::status)
                .containsOnly("True", "False", "Unknown");
        assertThat(ConditionType.values())
                .allSatisfy(type -> assertThat(ConditionReason.values())
                        .as(type.name())
                        .anyMatch(reason ->
                                reason.type() == type && reason.status().equals("True"))
                        .anyMatch(reason ->
                                reason.type() == type && reason.status().equals("False")));
    }
}
