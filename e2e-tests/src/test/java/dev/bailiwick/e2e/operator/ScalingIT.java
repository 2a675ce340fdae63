package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;
import java.util.Objects;

/** Who sets the size, and on what: the engines, people, an HPA, an annotation. */
@Operated
class ScalingIT {

    private static final String QUEUE_OF_FOUR = "queuedRequestsPerReplica: 4";

    @Scenario
    void kubectlCannotScaleInModeAutoAndIsToldWhatToDo(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 4, QUEUE_OF_FOUR)))
                .awaitSettled(1);

        // When
        var refused = assistant.scale(3);

        // Then
        assertThat(refused.good()).isFalse();
        assertThat(refused.stderr())
                .contains("the operator sizes this deployment: change scaling.minReplicas and scaling.maxReplicas");
        assertThat(assistant.size()).isEqualTo(1);
    }

    @Scenario
    void anHpaMovesADeploymentOfFixedSizeByItsBounds(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);

        // When
        scene.create("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: assistant}
                spec:
                  scaleTargetRef: {apiVersion: bailiwick.dev/v1alpha1, kind: ModelDeployment, name: assistant}
                  minReplicas: 3
                  maxReplicas: 5
                """);

        // Then
        assistant.awaitSettled(3);

        // When
        scene.kubectl("patch", "hpa", "assistant", "--patch={\"spec\":{\"minReplicas\":1,\"maxReplicas\":2}}")
                .orThrow();

        // Then
        assistant.awaitSettled(2);
    }

    @Scenario
    void growsOnAQueueAndShrinksWhenItIsGone(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 4, QUEUE_OF_FOUR)))
                .awaitSettled(1);

        // When
        assistant.engines().forEach(engine -> engine.serves(200).holds(8, 10));

        // Then
        assistant.awaitSettled(2);
        assertThat(assistant.awaitEvent(Reason.ScaledUpOnQueue))
                .startsWith("scaled 1 -> 2: 10 requests wait on 1 replica, about 10 each; 2");
        assertThat(assistant.await(ConditionReason.Following)).isEqualTo("the size follows what the engines report");
        assertThat(assistant.scaling().recent())
                .anySatisfy(decision -> assertThat(decision.reason()).isEqualTo("ScaledUpOnQueue"));

        // When
        assistant.engines().forEach(engine -> engine.serves(0).holds(0, 0));

        // Then
        assistant.awaitSettled(1);
        assertThat(assistant.awaitEvent(Reason.ScaledDown)).startsWith("scaled 2 -> 1: for 2s no more than 1");
    }

    @Scenario
    void growsOnTheTokenRateAlone(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 4, "tokensPerSecondPerReplica: 100")))
                .awaitSettled(1);

        // When
        assistant.engines().forEach(engine -> engine.serves(250).holds(4, 0));

        // Then
        assistant.awaitSettled(3);
        assertThat(assistant.awaitEvent(Reason.ScaledUpOnTokenRate)).contains("the target is 100");
    }

    @Scenario
    void recommendsAndDoesNotAct(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.recommended(1, 4, QUEUE_OF_FOUR)))
                .awaitSettled(1);
        var engine = assistant.engines().getFirst();

        // When
        engine.serves(200).holds(8, 10);

        // Then
        assistant.awaitRecommendation(2);
        assertThat(assistant.scaling().message()).startsWith("would scale 1 -> 2: 10 requests wait");
        engine.awaitScrapes(4);
        assertThat(assistant.size()).isEqualTo(1);
        assertThat(assistant.pods()).hasSize(1);
        assistant.await(ConditionReason.Recommending);

        // When
        assistant.scale(2).orThrow();

        // Then
        assistant.awaitSettled(2);
    }

    @Scenario
    void anAnnotationHoldsTheSizeAndItsRemovalReleasesIt(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 4, QUEUE_OF_FOUR)))
                .awaitSettled(1);
        var engine = assistant.engines().getFirst();
        assistant.annotate(Keys.HOLD, "true");
        assertThat(assistant.await(ConditionReason.HeldByAnnotation)).endsWith("holds the size at 1");

        // When
        engine.serves(200).holds(8, 10);

        // Then
        assistant.awaitRecommendation(2);
        engine.awaitScrapes(4);
        assertThat(assistant.pods()).hasSize(1);

        // When
        assistant.annotate(Keys.HOLD, null);

        // Then
        assistant.awaitSettled(2);
    }

    @Scenario
    void leavingAutoHoldsTheSizeUntilReplicasIsWritten(Scene scene) {
        // Given
        var assistant = grownToTwo(scene);

        // When
        assistant.apply(Specs.onCpu(""));

        // Then
        assertThat(assistant.await(ConditionReason.HeldAfterAuto))
                .isEqualTo("the size of mode Auto, 2, is held; write spec.replicas with another value than 1,"
                        + " or set annotation bailiwick.dev/hold to \"false\"");
        assertThat(Objects.requireNonNull(assistant.scaling().held()).size()).isEqualTo(2);
        assistant.engines().getFirst().awaitScrapes(4);
        assistant.awaitSettled(2);

        // When
        assistant.scale(3).orThrow();

        // Then
        assistant.await(ConditionReason.FixedSize);
        assistant.awaitSettled(3);
    }

    @Scenario
    void theAnnotationFalseEndsWhatIsHeldAfterAuto(Scene scene) {
        // Given
        var assistant = grownToTwo(scene);
        assistant.apply(Specs.onCpu(Specs.recommended(1, 4, QUEUE_OF_FOUR)));
        assistant.await(ConditionReason.HeldAfterAuto);
        assistant.engines().forEach(engine -> engine.serves(0).holds(0, 0));

        // When
        assistant.annotate(Keys.HOLD, "false");

        // Then
        assistant.await(ConditionReason.Recommending);
        assistant.awaitSettled(1);
    }

    @Scenario
    void enteringAutoKeepsTheSizeAndABoundMovesIt(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("replicas: 2")).awaitSettled(2);

        // When
        assistant.apply(Specs.onCpu("replicas: 2\n" + slow(1, 5)));

        // Then
        assistant.await(ConditionReason.Following);
        assistant.engines().getFirst().awaitScrapes(4);
        assistant.awaitSettled(2);

        // When
        assistant.apply(Specs.onCpu("replicas: 2\n" + slow(3, 5)));

        // Then
        assistant.awaitSettled(3);
        assertThat(assistant.awaitEvent(EventReason.SizeChanged)).isEqualTo("the size changes from 2 to 3");
    }

    private static String slow(int least, int most) {
        return Specs.auto(least, most, QUEUE_OF_FOUR).replace("2s", "1h");
    }

    private static LiveDeployment grownToTwo(Scene scene) {
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 4, QUEUE_OF_FOUR)))
                .awaitSettled(1);
        assistant.engines().forEach(engine -> engine.serves(200).holds(8, 10));
        return assistant.awaitSettled(2);
    }
}
