package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.autoscaler.LearnedState.Lengths;
import dev.bailiwick.autoscaler.LearnedState.Throughput;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a saturated replica is measured to finish, how long that is believed, and what it caps (docs/adr/0022). */
class ThroughputTest {

    @Test
    void isNotMeasuredBeforeAWholeBatchHasFinished() {
        // Given a batch of 256 that takes 64 s
        Scene scene = saturated(256, 4);

        // When
        Decision filling = scene.run(60);
        Decision turnedOver = scene.run(6);

        // Then
        assertThat(filling.capacity().finishedPerSecond()).isEmpty();
        assertThat(turnedOver.capacity().finishedPerSecond().orElseThrow()).isCloseTo(4, within(1e-6));
    }

    @Test
    void isTheHigherOfTwoHalvesSoThatARampDoesNotLowerIt() {
        // Given a pod that finishes little at first
        Scene scene = saturated(32, 1);
        scene.run(16);

        // When
        scene.pod(0).mu = 10;
        scene.pod(0).arrivals = 20;
        Decision decision = scene.run(16);

        // Then
        assertThat(decision.capacity().finishedPerSecond().orElseThrow()).isCloseTo(10, within(1e-6));
    }

    @Test
    void aGapInTheQueueBeginsTheMeasurementAnew() {
        // Given
        Scene scene = saturated(256, 4);
        scene.run(60);

        // When nothing waits on one page
        scene.pod(0).waiting = 0;
        scene.pod(0).arrivals = 4;
        scene.run(2);
        scene.pod(0).waiting = 10;
        scene.pod(0).arrivals = 8;

        // Then
        assertThat(scene.run(60).capacity().finishedPerSecond()).isEmpty();
    }

    @Test
    void isBelievedForAnHourOnItsRevision() {
        // Given
        Scene scene = saturated(32, 4);
        scene.run(60);
        scene.pod(0).mu = 0;
        scene.pod(0).arrivals = 0;
        scene.pod(0).load(0, 0);

        // When
        Decision soon = scene.run(3_600);
        Decision late = scene.run(2);

        // Then
        assertThat(soon.capacity().finishedPerSecond().orElseThrow()).isCloseTo(4, within(1e-6));
        assertThat(late.capacity().finishedPerSecond()).isEmpty();
    }

    @Test
    void isForgottenWithItsRevision() {
        // Given
        Scene scene = saturated(32, 4);
        scene.run(60);
        scene.pod(0).load(0, 0);
        scene.pod(0).arrivals = 0;

        // When
        scene.revision = "r2";
        Decision decision = scene.run(2);

        // Then
        assertThat(decision.capacity().finishedPerSecond()).isEmpty();
    }

    @ParameterizedTest(name = "prompts of {0} and outputs of {1}: {2} per second")
    @CsvSource({"100, 50, 12", "100, 200, 3", "300, 60, 4", "10, 5, 12"})
    void fallsAsRequestsGrowLongerAndNeverRises(double prompt, double output, double expected) {
        // Given
        Throughput measured = new Throughput(0, 12, new Lengths(500, 100, 50));

        // When
        OptionalDouble perSecond = ThroughputMeter.expected(measured, new Lengths(500, prompt, output));

        // Then
        assertThat(perSecond.orElseThrow()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void capsWhatIsInFlightOnceTheQueueIsGone() {
        // Given a pod that is known to finish 8 per second
        Scene scene = saturated(256, 8);
        scene.run(120);

        // When all of 8 per second is in flight on three pods, none waiting
        scene.pod(0).load(128, 0);
        scene.add("pod-b").load(128, 0);
        scene.add("pod-c").load(128, 0);
        scene.pods.values().forEach(pod -> {
            pod.slots = 256;
            pod.mu = 8;
            pod.arrivals = 8;
        });
        Decision decision = scene.run(120);

        // Then: 24 arrive per second, 8 are finished by each
        assertThat(decision.needs()).containsExactly(new Need(Need.Term.IN_FLIGHT, 6, 12));
    }

    @Test
    void aSlowReplicaRaisesTheCapAndFreezesNothing() {
        // Given two saturated replicas, one of them at 0.6 of the other's speed
        Scene scene = new Scene(Policies.objectives(), 2);
        scene.pods.values().forEach(pod -> {
            pod.mu = 10;
            pod.arrivals = 20;
            pod.load(32, 1);
        });
        scene.pod(1).mu = 6;

        // When
        Decision decision = scene.run(60);

        // Then: ceil(1.5 x 40 / 8) + 1
        assertThat(decision.capacity().finishedPerSecond().orElseThrow()).isCloseTo(8, within(1e-6));
        assertThat(decision.desired()).isEqualTo(9);
    }

    private static Scene saturated(double slots, double mu) {
        Scene scene = new Scene(Policies.objectives(), 1);
        Scene.Pod pod = scene.pod(0);
        pod.slots = slots;
        pod.mu = mu;
        pod.arrivals = 2 * mu;
        pod.load(slots, 10);
        scene.decide();
        return scene;
    }
}
