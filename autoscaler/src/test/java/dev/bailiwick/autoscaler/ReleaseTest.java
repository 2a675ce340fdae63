package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When and how far the size falls (design 6). */
class ReleaseTest {

    @Test
    void releasesInOneStepOnceALowerNeedHasHeldForTheDelay() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 5);
        scene.pods.values().forEach(pod -> pod.load(4, 0));

        // When
        Decision before = scene.run(298);
        Decision after = scene.run(2);

        // Then
        assertThat(before.reason()).isEqualTo(Reason.ReleaseDelayed);
        assertThat(before.desired()).isEqualTo(5);
        assertThat(after.reason()).isEqualTo(Reason.ScaledDown);
        assertThat(after.desired()).isEqualTo(3);
    }

    @Test
    void aMomentOfHigherNeedStartsTheDelayAgain() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 4);
        scene.run(200);
        scene.pods.values().forEach(pod -> pod.load(10, 4));
        assertThat(scene.run(2).needs().getFirst().replicas()).isEqualTo(4);

        // When
        scene.pods.values().forEach(pod -> pod.load(0, 0));
        Decision delayed = scene.run(300);
        Decision released = scene.run(2);

        // Then
        assertThat(delayed.desired()).isEqualTo(4);
        assertThat(released.desired()).isLessThan(4);
    }

    @Test
    void keepsWhatWouldQueueAgain() {
        // Given
        Scene scene = new Scene(Policies.queue(60), 3);
        scene.pods.values().forEach(pod -> pod.load(12, 4));
        scene.run(300);
        scene.pods.values().forEach(pod -> pod.load(12, 0));

        // When
        Decision decision = scene.run(320);

        // Then
        assertThat(decision.needs().getFirst().replicas()).isEqualTo(1);
        assertThat(decision.reason()).isEqualTo(Reason.WouldQueueAgain);
        assertThat(decision.desired()).isEqualTo(3);
    }

    @Test
    void trustsALoadThatWasHeldWithoutAQueueOnThisRevision() {
        // Given
        Scene scene = new Scene(Policies.queue(60), 3);
        scene.pods.values().forEach(pod -> pod.load(30, 0));
        scene.run(60);
        scene.pods.values().forEach(pod -> pod.load(10, 0));

        // When
        Decision trusted = scene.run(320);

        // Then: 30 in flight on 2 are 15 each, below 80 % of 30 and above 80 % of 16
        assertThat(trusted.desired()).isEqualTo(2);
    }

    @Test
    void forgetsTheLoadsOfAnotherRevision() {
        // Given
        Scene scene = new Scene(Policies.queue(60), 3);
        scene.pods.values().forEach(pod -> pod.load(30, 0));
        scene.run(60);
        scene.pods.values().forEach(pod -> pod.load(10, 0));
        scene.run(40);
        scene.revision = "r2";

        // When
        Decision decision = scene.run(320);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.WouldQueueAgain);
    }

    @Test
    void aTokenRateAloneReleasesOnlyAfterNothingHasWaitedForTheWholeDelay() {
        // Given
        Scene scene = new Scene(Policies.tokens(1000), 3);
        scene.pods.values().forEach(pod -> pod.tokensPerSecond = 100);
        scene.pod(0).load(2, 1);
        Decision waiting = scene.run(600);
        scene.pod(0).load(2, 0);

        // When
        Decision before = scene.run(300);
        Decision after = scene.run(2);

        // Then
        assertThat(waiting.reason()).isEqualTo(Reason.RequestsWaiting);
        assertThat(before.reason()).isEqualTo(Reason.RequestsWaiting);
        assertThat(after.desired()).isEqualTo(1);
    }

    @Test
    void aMomentOfWaitingDoesNotHoldBackATokenRate() {
        // Given a request that waits on one page in five, on one pod or another
        Scene scene = new Scene(Policies.tokens(1000), 3);
        scene.pods.values().forEach(pod -> pod.tokensPerSecond = 100);

        // When
        for (int passed = 0; passed < 310; passed += 10) {
            scene.pods.values().forEach(pod -> pod.load(2, 0));
            scene.run(8);
            scene.pod(passed / 10 % 3).load(2, 1);
            scene.run(2);
        }

        // Then
        assertThat(scene.held).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} tokens/s: {1} replicas")
    @CsvSource({"1700, 2", "1900, 3", "2600, 3"})
    void aTokenRateReleasesOnlyToWhatServesItWithATenthToSpare(double tokensPerSecond, int size) {
        // Given
        Scene scene = new Scene(Policies.tokens(1000), 3);
        scene.pods.values().forEach(pod -> pod.tokensPerSecond = tokensPerSecond / 3);

        // When
        Decision decision = scene.run(600);

        // Then
        assertThat(decision.desired()).isEqualTo(size);
    }

    @Test
    void aTokenRateThatIsNotOnThePageReleasesNothing() {
        // Given
        Scene scene = new Scene(Policies.tokens(1000), 3);
        scene.pods.values().forEach(pod -> pod.counters = false);

        // When
        Decision decision = scene.run(900);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.ReleaseDelayed);
        assertThat(decision.signals().tokensPerSecond()).isEmpty();
    }

    @Test
    void neverReleasesBelowTheMinimum() {
        // Given
        Scene scene = new Scene(Policies.bounds(Policies.queue(4), 2, 9), 5);

        // When
        Decision decision = scene.run(600);

        // Then
        assertThat(decision.desired()).isEqualTo(2);
        assertThat(decision.reason()).isEqualTo(Reason.Steady);
    }

    @Test
    void afterARestartTheSizeIsWhatLivesAndTheDelayStartsAgain() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(200);
        scene.learned = LearnedState.empty();

        // When
        Decision first = scene.decide();
        Decision later = scene.run(298);

        // Then
        assertThat(first.desired()).isEqualTo(3);
        assertThat(later.desired()).isEqualTo(3);
        assertThat(scene.run(2).desired()).isEqualTo(1);
    }

    @Test
    void aStateOfAnotherLayoutCountsAsARestart() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(298);
        LearnedState old = scene.learned;
        scene.learned = new LearnedState(
                LearnedState.VERSION + 1,
                old.revision(),
                old.since(),
                old.pods(),
                old.lengths(),
                old.throughput(),
                old.loads(),
                old.needs(),
                old.inFlights(),
                old.evidenceSince(),
                old.lastComplete(),
                old.lastQueued(),
                old.levels());

        // When
        Decision decision = scene.run(290);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
    }

    @Test
    void constantLoadNeverChangesDirection() {
        // Given
        Scene scene = new Scene(Policies.queue(2), 4);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.mu = 5;
            pod.arrivals = 5;
            pod.load(20, 1);
        }

        // When
        scene.run(3600);

        // Then
        assertThat(scene.decisions.stream().filter(Decision::changesSize).count())
                .isLessThanOrEqualTo(1);
    }
}
