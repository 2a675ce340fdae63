package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Engine;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.stream.Collectors;

/** A replica leaves the Service first, finishes what it has, and goes then. */
@Operated
class DrainIT {

    private static final String AUTO = Specs.auto(1, 4, "queuedRequestsPerReplica: 4");

    @Scenario
    void aReplicaWithRequestsStaysUntilItIsIdle(Scene scene) {
        // Given
        var assistant = busyPair(scene, "");
        var leastBusy = assistant.serving().getLast();

        // When
        assistant.scale(1).orThrow();

        // Then
        var leaving = awaitDraining(assistant);
        assertThat(uid(leaving)).isEqualTo(uid(leastBusy));
        assertThat(assistant.awaitEvent(EventReason.DrainStarted))
                .isEqualTo(leaving.getMetadata().getName() + " left the Service with 2 requests in flight");
        assistant.engine(leaving).awaitScrapes(6);
        assertThat(assistant.draining()).hasSize(1);
        assertThat(assistant.status().drainingReplicas()).isEqualTo(1);
        assertThat(assistant.status().replicas()).isEqualTo(1);

        // When
        assistant.engine(leaving).serves(0).holds(0, 0);

        // Then
        assistant.awaitSettled(1);
        assertThat(uids(assistant)).doesNotContain(uid(leaving));
        assertThat(assistant.awaitEvent(EventReason.DrainFinished))
                .isEqualTo(leaving.getMetadata().getName() + " had finished its requests and was removed");
    }

    @Scenario
    void atTheDeadlineAnEventCountsTheRequestsThatAreCut(Scene scene) {
        // Given
        var assistant = busyPair(scene, "drain: {deadline: 3s}");
        var leaving = assistant.serving().getLast();

        // When
        assistant.scale(1).orThrow();

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.awaitEvent(EventReason.DrainDeadlineExceeded))
                .isEqualTo(
                        leaving.getMetadata().getName()
                                + " was removed at the drain deadline with 2 requests left; raise spec.drain.deadline if they need longer");
        assertThat(uids(assistant)).doesNotContain(uid(leaving));
    }

    @Scenario
    void aReplicaWhoseEngineSaysNothingIsNotTakenForIdle(Scene scene) {
        // Given
        var assistant = busyPair(scene, "");
        assistant.scale(1).orThrow();
        var leaving = awaitDraining(assistant);

        // When
        assistant.engine(leaving).fails(Engine.Fault.MISSING);

        // Then
        assistant.engine(leaving).awaitScrapes(8);
        assertThat(uids(assistant)).contains(uid(leaving));
    }

    @Scenario
    void aDrainingReplicaIsTakenBackBeforeANewOneIsOrdered(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(AUTO)).awaitSettled(1);
        assistant.engines().getFirst().serves(200).holds(8, 10);
        assistant.awaitSettled(2);
        var both = uids(assistant);
        var first = assistant.serving().getFirst();
        var second = assistant.serving().getLast();
        assistant.engine(second).serves(50).holds(2, 0);
        assistant.engine(first).holds(3, 0);
        assertThat(uid(awaitDraining(assistant))).isEqualTo(uid(second));

        // When
        assistant.engine(first).holds(8, 10);

        // Then
        assistant.awaitSettled(2);
        assertThat(uids(assistant)).isEqualTo(both);
        assertThat(assistant.awaitEvent(EventReason.TakenBack))
                .startsWith(second.getMetadata().getName());
    }

    @Scenario
    void aReplicaThatHasNotServedYetGoesFirstAndAtOnce(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.startingByHand("replicas: 2"));
        Eventually.eventually("two pods that run", () -> assistant.running().size() == 2);
        var served = assistant.pods().getFirst();
        Pods.ready(scene.client(), served);
        assistant.engine(served).serves(100).holds(4, 0);
        assistant.await(
                "one ready", live -> Integer.valueOf(1).equals(live.getStatus().readyReplicas()));

        // When
        assistant.scale(1).orThrow();

        // Then
        assistant.awaitSettled(1);
        assertThat(uids(assistant)).containsExactly(uid(served));
        assertThat(assistant.events(EventReason.DrainStarted.name())).isEmpty();
    }

    /** Two serving replicas, the first with three requests and the last with two. */
    private static LiveDeployment busyPair(Scene scene, String more) {
        var assistant =
                scene.apply("assistant", Specs.onCpu("replicas: 2\n" + more)).awaitSettled(2);
        var first = assistant.engine(assistant.serving().getFirst());
        var last = assistant.engine(assistant.serving().getLast());
        first.serves(100).holds(3, 0);
        last.serves(100).holds(2, 0);
        first.awaitScrapes(2);
        last.awaitScrapes(2);
        return assistant;
    }

    private static Pod awaitDraining(LiveDeployment deployment) {
        Eventually.eventually(
                "a replica that drains", () -> deployment.draining().size() == 1);
        return deployment.draining().getFirst();
    }

    private static Set<String> uids(LiveDeployment deployment) {
        return deployment.pods().stream().map(DrainIT::uid).collect(Collectors.toSet());
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
