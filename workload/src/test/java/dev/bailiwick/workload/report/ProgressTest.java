package dev.bailiwick.workload.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.workload.Scene;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the status remembers, and when a deployment that gets nowhere needs a human. */
final class ProgressTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String CHANGED = "spec: {engine: {image: 'registry.example/engines/vllm-openai:v0.19.0'}}";

    @Test
    void isPatientUpToTheProgressDeadline() {
        // Given
        var scene = Scene.of().starting(1).written();

        // Then
        assertThat(stalled(scene.after(Duration.ofMinutes(29)))).isEqualTo("NotStalled");
        assertThat(stalled(scene.after(MINUTE))).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void namesTheDeadlineAndTheRemedy() {
        // Given
        var scene = Scene.of().starting(1).written().after(Duration.ofMinutes(30));

        // Then
        assertThat(condition(scene.status(), ConditionType.Stalled).getMessage())
                .isEqualTo("no replica of revision %s became ready within 30m; look at the pods' logs and events"
                        .formatted(scene.revision()));
    }

    @Test
    void standsStillWhileReplicasHaveNoNode() {
        // Given
        var scene = Scene.of().taken("h100", 8).unschedulable(1).written();

        // When
        scene.after(Duration.ofHours(5)).written();
        var waiting = stalled(scene);
        scene.noPods().starting(1).written();
        var placed = stalled(scene.after(Duration.ofMinutes(29)));
        var overdue = stalled(scene.after(MINUTE));

        // Then
        assertThat(waiting).isEqualTo("NotStalled");
        assertThat(placed).as("the deadline begins when a node is there").isEqualTo("NotStalled");
        assertThat(overdue).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void beginsAnewWithEveryReplicaThatBecomesReady() {
        // Given
        var scene =
                Scene.of("spec: {replicas: 2}").ready(2).written().edit(CHANGED).noPods();
        scene.oldReady(2).starting(1).written();

        // When
        scene.after(Duration.ofMinutes(25))
                .noPods()
                .oldReady(1)
                .ready(1)
                .starting(1)
                .written();

        // Then
        assertThat(stalled(scene.after(Duration.ofMinutes(29)))).isEqualTo("NotStalled");
        assertThat(stalled(scene.after(MINUTE))).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void isNotComfortedByOldReplicasThatComeAndGo() {
        // Given
        var scene = Scene.of()
                .ready(1)
                .written()
                .edit(CHANGED)
                .noPods()
                .oldReady(1)
                .starting(1)
                .written();

        // When: an old replica loses and regains its readiness a moment before the deadline
        scene.after(Duration.ofMinutes(29)).noPods().starting(1).oldReady(1).written();

        // Then
        assertThat(stalled(scene.after(MINUTE))).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void doesNotCallALongDrainAStall() {
        // Given
        var scene = Scene.of("spec: {drain: {deadline: 2h}}").ready(1).written().edit(CHANGED);
        scene.noPods().ready(1).oldDraining(1).written();

        // Then
        assertThat(stalled(scene.after(Duration.ofMinutes(90)))).isEqualTo("NotStalled");
    }

    @Test
    void staysStalledUntilAReplicaBecomesReady() {
        // Given
        var scene =
                Scene.of().starting(1).written().after(Duration.ofMinutes(30)).written();

        // When
        var later = stalled(scene.after(Duration.ofHours(3)).written());
        scene.noPods().ready(1);

        // Then
        assertThat(later).isEqualTo("ProgressDeadlineExceeded");
        assertThat(stalled(scene)).isEqualTo("NotStalled");
        assertThat(condition(scene.status(), ConditionType.Reconciling).getReason())
                .isEqualTo("Settled");
    }

    @Test
    void givesANewRevisionItsOwnDeadline() {
        // Given
        var scene =
                Scene.of().starting(1).written().after(Duration.ofMinutes(30)).written();

        // When
        scene.edit(CHANGED).noPods().starting(1).written();

        // Then
        assertThat(stalled(scene.after(Duration.ofMinutes(29)))).isEqualTo("NotStalled");
        assertThat(stalled(scene.after(MINUTE))).isEqualTo("ProgressDeadlineExceeded");
    }

    @Test
    void carriesTheTimeOfTheLastTransitionOver() {
        // Given
        var scene = Scene.of("spec: {replicas: 2}").ready(1).starting(1).written();

        // When
        var same = scene.after(MINUTE).written().status();
        var turned = scene.noPods().starting(2).after(MINUTE).status();

        // Then
        assertThat(condition(same, ConditionType.Ready).getLastTransitionTime()).isEqualTo(Scene.START.toString());
        assertThat(condition(turned, ConditionType.Ready).getLastTransitionTime())
                .isEqualTo(Scene.START.plus(MINUTE).plus(MINUTE).toString());
        assertThat(condition(turned, ConditionType.Placed).getLastTransitionTime())
                .isEqualTo(Scene.START.toString());
    }

    @Test
    void countsReplicasWithoutThoseThatDrain() {
        // When
        var status =
                Scene.of("spec: {replicas: 3}").ready(2).starting(1).draining(1).status();

        // Then
        assertThat(status.replicas()).isEqualTo(3);
        assertThat(status.readyReplicas()).isEqualTo(2);
        assertThat(status.drainingReplicas()).isEqualTo(1);
        assertThat(status.selector()).isEqualTo("bailiwick.dev/name=assistant,bailiwick.dev/serving=true");
        assertThat(status.url()).isEqualTo("http://assistant.plant.svc");
        assertThat(status.observedGeneration()).isEqualTo(4);
    }

    @Test
    void countsReplicasOfAnOlderTemplate() {
        // Given
        var scene = Scene.of("spec: {replicas: 2}").ready(2);
        scene.observed().pods().getFirst().getMetadata().getAnnotations().put("bailiwick.dev/template", "older");

        // Then
        assertThat(condition(scene.status(), ConditionType.Ready).getMessage())
                .isEqualTo("2 of 2 replicas serve; 1 runs from an older template");
    }

    @Test
    void keepsWhatScalingSaidUntilTheFirstTickAfterARestart() {
        // Given
        var auto = "spec: {scaling: {mode: Auto, maxReplicas: 9, targets: {queuedRequestsPerReplica: 4}}}";
        var following =
                "status: {conditions: [{type: ScalingActive, status: 'True', reason: Following, message: as before, lastTransitionTime: '2026-11-24T07:00:00Z'}]}";

        // When
        var restarted = Scene.of(auto, following).ready(1).status();
        var fresh = Scene.of(auto).ready(1).status();

        // Then
        var condition = condition(restarted, ConditionType.ScalingActive);
        assertThat(condition.getReason()).isEqualTo("Following");
        assertThat(condition.getLastTransitionTime())
                .isEqualTo(Instant.parse("2026-11-24T07:00:00Z").toString());
        assertThat(condition(fresh, ConditionType.ScalingActive).getReason()).isEqualTo("NoReadyReplica");
    }

    private static String stalled(Scene scene) {
        return condition(scene.status(), ConditionType.Stalled).getReason();
    }

    static Condition condition(ModelDeploymentStatus status, ConditionType type) {
        return new History(status).condition(type).orElseThrow();
    }
}
