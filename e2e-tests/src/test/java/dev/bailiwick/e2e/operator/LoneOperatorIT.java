package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.e2e.harness.AuditLog;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GpuNode;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;
import java.util.List;
import java.util.Map;

/** Operators for one namespace alone: what they see, that they come and go without a trace, and how quiet they are. */
@Operated(shared = false)
class LoneOperatorIT {

    @Scenario
    void seesItsNamespaceOnlyAndQuotesTheSchedulerOnWhatItCannotSee(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        var audit = AuditLog.of(scene.sandbox(), operator);
        var elsewhere = TestNamespace.create(scene.client(), scene.namespace().name() + "-else");
        var other = scene.in(elsewhere).apply("assistant", Specs.onCpu(""));
        try (var node = GpuNode.with(scene, 1)) {
            // When
            operator.start();
            var own = scene.apply("assistant", Specs.onGpu("v1", node.product(), "replicas: 2"));

            // Then
            assertThat(own.await(ConditionReason.NotSchedulable))
                    .startsWith("1 replica waits; the scheduler says: 0/")
                    .contains("Insufficient nvidia.com/gpu");
            assertThat(own.await(ConditionReason.Serving)).isEqualTo("1 of 2 replicas serve");
            assertThat(other.status().observedGeneration()).isEqualTo(-1);
            assertThat(audit.requests()).noneMatch(r -> r.namespace().equals(elsewhere.name()));
        } finally {
            operator.stop();
            elsewhere.close();
        }
    }

    @Scenario
    void noProxyStandsBetweenItAndTheApiServerOrTheEngines(Scene scene) {
        // Given: a proxy that is not there, with the hosts that the chart lets by
        var proxy = "http://127.0.0.1:9";
        var operator = scene.loneOperator(Map.of(
                "HTTP_PROXY",
                proxy,
                "HTTPS_PROXY",
                proxy,
                "NO_PROXY",
                "127.0.0.1,localhost,.svc",
                "JAVA_TOOL_OPTIONS",
                "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts=none.example"));

        // When
        operator.start();

        // Then
        var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
        assistant.engines().getFirst().awaitScrapes(4);
        operator.stop();
    }

    @Scenario
    void anAuthorityOfOnesOwnIsTrustedForTheApiServer(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.trustsByBundleAlone();

        // When
        operator.start();

        // Then
        scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
        operator.stop();
    }

    @Scenario
    void podsServeOnWithoutItAndItComesBackToTheSameSize(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        var assistant = scene.apply(
                "assistant",
                Specs.onCpu(Specs.auto(1, 4, "queuedRequestsPerReplica: 4").replace("2s", "1h")));
        assistant.awaitSettled(1);
        assistant.engines().getFirst().serves(200).holds(8, 10);
        assistant.awaitSettled(2);
        var revision = assistant.status().revision();
        assistant.engines().forEach(engine -> engine.serves(0).holds(0, 0));

        // When
        operator.stop();
        var dead = assistant.serving().getFirst().getMetadata();
        scene.client()
                .pods()
                .inNamespace(dead.getNamespace())
                .withName(dead.getName())
                .delete();

        // Then
        Eventually.eventually(
                "two pods that serve, a new one among them",
                () -> assistant.serving().size() == 2
                        && assistant.serving().stream()
                                .noneMatch(pod -> pod.getMetadata().getUid().equals(dead.getUid())));

        // When
        operator.start();

        // Then
        assistant.engines().forEach(engine -> engine.awaitScrapes(6));
        assistant.awaitSettled(2);
        assertThat(assistant.status().revision()).isEqualTo(revision);
        assertThat(assistant.events("ScaledDown")).isEmpty();
        assertThat(assistant.events(EventReason.DriftHealed.name())).isEmpty();
        operator.stop();
    }

    @Scenario
    void aDrainThatWasUnderWayGoesOnAfterARestart(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 2")).awaitSettled(2);
        assistant.engines().forEach(engine -> engine.serves(100).holds(2, 0));
        assistant.engines().forEach(engine -> engine.awaitScrapes(2));
        assistant.scale(1).orThrow();
        Eventually.eventually(
                "a replica that drains", () -> assistant.draining().size() == 1);
        var leaving = assistant.draining().getFirst();

        // When
        operator.stop();
        operator.start();

        // Then
        assistant.engine(leaving).awaitScrapes(4);
        assertThat(assistant.draining()).hasSize(1);

        // When
        assistant.engine(leaving).serves(0).holds(0, 0);

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.pods())
                .noneMatch(pod ->
                        pod.getMetadata().getUid().equals(leaving.getMetadata().getUid()));
        operator.stop();
    }

    @Scenario
    void aSettledObjectCausesNoRequestButThoseOfTheLease(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        var audit = AuditLog.of(scene.sandbox(), operator);
        var settled = List.of(
                scene.apply("fixed", Specs.onCpu("replicas: 2")),
                scene.apply("auto", Specs.onCpu(Specs.auto(1, 3, "queuedRequestsPerReplica: 4"))),
                scene.apply("inspector", Specs.onGpu("v1", "A100-SXM4-80GB", "")));
        settled.getFirst().awaitSettled(2);
        settled.stream().skip(1).forEach(one -> one.awaitSettled(1));
        settled.getLast().await(ConditionReason.AllPlaced);
        settled.get(1).await(ConditionReason.Following);
        // The mean of 30 seconds is the last signal to be known.
        settled.forEach(one -> one.await("a token rate", LoneOperatorIT::tokenRateKnown));

        // When
        var from = audit.position();
        scrapes(settled.getFirst(), 40); // 20 seconds

        // Then
        assertThat(audit.since(from).stream()
                        .filter(r -> !r.verb().equals("watch"))
                        .filter(r -> !r.resource().equals("leases.coordination.k8s.io")))
                .isEmpty();
        operator.stop();
    }

    @Scenario
    void withoutProgressForTooLongItIsStalledUntilThereIsSome(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of("BAILIWICK_PROGRESS_DEADLINE", "4s"));
        operator.start();

        // When
        var assistant = scene.apply("assistant", Specs.startingByHand(""));

        // Then
        assertThat(assistant.await(ConditionReason.ProgressDeadlineExceeded))
                .isEqualTo("no replica of revision " + assistant.status().revision()
                        + " became ready within 4s; look at the pods' logs and events");
        assistant.await(ConditionReason.WaitingForHuman);
        assertThat(assistant.awaitEvent(EventReason.Stalled)).startsWith("no replica of revision");

        // When
        Pods.ready(scene.client(), assistant.pods().getFirst());

        // Then
        assistant.await(ConditionReason.NotStalled);
        assistant.awaitSettled(1);
        assistant.awaitEvent(EventReason.StallEnded);
        operator.stop();
    }

    @Scenario
    void whileNoGpuIsFreeTheProgressDeadlineStandsStill(Scene scene) {
        // Given
        var operator = scene.loneOperator(Map.of("BAILIWICK_PROGRESS_DEADLINE", "2s"));
        operator.start();
        try (var node = GpuNode.with(scene, 1)) {
            scene.apply("first", Specs.onGpu("v1", node.product(), "")).awaitSettled(1);

            // When
            var second = scene.apply("second", Specs.onGpu("v1", node.product(), ""));
            second.await(ConditionReason.NotSchedulable);

            // Then
            scrapes(scene.deployment("first"), 10); // five seconds
            second.await(ConditionReason.NotStalled);
            second.await(ConditionReason.FirstStart);
        } finally {
            operator.stop();
        }
    }

    private static void scrapes(LiveDeployment deployment, int more) {
        deployment.engines().getFirst().awaitScrapes(more);
    }

    private static boolean tokenRateKnown(ModelDeployment live) {
        var scaling = live.getStatus() == null ? null : live.getStatus().scaling();
        var signals = scaling == null ? null : scaling.signals();
        return signals != null && signals.tokensPerSecond() != null;
    }
}
