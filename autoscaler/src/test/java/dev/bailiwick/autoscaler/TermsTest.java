package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.autoscaler.Need.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each term of the rule with its numbers (design 6). */
class TermsTest {

    @ParameterizedTest(name = "{0} pods, {1} running and {2} waiting on each, T {3}: {4}")
    @CsvSource({
        "3, 16, 0, 32, 2", // 48 / 32
        "3, 32, 0, 32, 3",
        "2, 32, 16, 32, 3",
        "2, 8, 40, 8, 3", // 96 / 8 = 12, capped at 2 + 1
        "4, 1, 0, 1, 4",
        "1, 0, 0, 32, 0",
    })
    void inFlightAsksForWhatTheReplicasCarry(int pods, double running, double waiting, int sequences, int need) {
        // Given
        Scene scene = new Scene(Policies.maxNumSeqs(Policies.objectives(), sequences), pods);
        scene.pods.values().forEach(pod -> pod.load(running, waiting));

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.needs()).extracting(Need::term).containsExactly(Term.IN_FLIGHT);
        assertThat(decision.needs().getFirst().replicas()).isEqualTo(need);
    }

    @ParameterizedTest(name = "{0} KV tokens, {1} sequences: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 32", // nothing known
                "100000, -, 32", // 0.8 x 100000 / (100 + 25) = 640
                "2500, -, 16", // 0.8 x 2500 / 125
                "50, -, 1", // never below one
                "2500, 8, 8",
                "-, 24, 24",
                "-, 256, 32",
            })
    void concurrencyIsTheSmallestOfWhatIsKnown(Double kvTokens, Integer sequences, double concurrency) {
        // Given
        Policy policy = sequences == null ? Policies.queue(4) : Policies.maxNumSeqs(Policies.queue(4), sequences);
        Scene scene = new Scene(policy, 1);
        scene.pod(0).kvTokens = kvTokens;
        scene.pod(0).finished = 10;

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.capacity().concurrency()).isEqualTo(concurrency);
        assertThat(decision.capacity().promptTokens()).hasValue(100);
        assertThat(decision.capacity().generationTokens()).hasValue(50);
    }

    @Test
    void lengthsFollowTheRequestsThatFinish() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 1);
        scene.decide();

        // When
        scene.pod(0).mu = 10;
        scene.pod(0).arrivals = 10;
        Decision decision = scene.run(60);

        // Then
        assertThat(decision.capacity().promptTokens().orElseThrow()).isCloseTo(100, within(1e-6));
        assertThat(decision.capacity().generationTokens().orElseThrow()).isCloseTo(50, within(1e-6));
    }

    @ParameterizedTest(name = "{0} pods, {1} running and {2} waiting on each, {3} may queue: {4}")
    @CsvSource({
        "3, 11, 13, 4, 5", // 72 / 15
        "3, 10, 0, 4, 3", // 30 / 14: what is running stays spread
        "8, 1, 0, 4, 2", // 8 / 5
        "2, 8, 50, 2, 3", // 116 / 10 = 12, capped at 2 + 1
        "1, 0, 0, 4, 0",
    })
    void queueAsksForWhatWouldLeaveTheAllowedQueueOnEach(
            int pods, double running, double waiting, int queued, int need) {
        // Given
        Scene scene = new Scene(Policies.queue(queued), pods);
        scene.pods.values().forEach(pod -> pod.load(running, waiting));

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.needs()).extracting(Need::term).containsExactly(Term.QUEUE);
        assertThat(decision.needs().getFirst().replicas()).isEqualTo(need);
    }

    @Test
    void fullIsWhatTheReplicasThatHaveAQueueRun() {
        // Given
        Scene scene = new Scene(Policies.queue(2), 2);
        scene.pod(0).load(20, 6);
        scene.pod(1).load(4, 0);

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.capacity().full()).hasValue(20);
        assertThat(decision.needs()).containsExactly(new Need(Term.QUEUE, 2, 2));
    }

    @Test
    void aRequestThatWaitsForAMomentOnANearlyIdleReplicaOrdersNothing() {
        // Given
        Scene scene = new Scene(Policies.queue(1), 5);
        scene.pods.values().forEach(pod -> pod.load(10, 0));
        scene.run(60);

        // When
        scene.pod(0).load(2, 1);
        Decision decision = scene.run(2);

        // Then: 43 in flight against the 10 that each has run, and one that may wait
        assertThat(decision.capacity().full()).hasValue(10);
        assertThat(decision.needs()).containsExactly(new Need(Term.QUEUE, 4, 4));
        assertThat(decision.desired()).isEqualTo(5);
    }

    @Test
    void aReplicaThatHasQueuedForTenSecondsRunsWhatAFullOneRunsHoweverLittle() {
        // Given
        Scene scene = new Scene(Policies.queue(1), 5);
        scene.pods.values().forEach(pod -> pod.load(10, 0));
        scene.run(60);

        // When
        scene.pods.values().forEach(pod -> pod.load(3, 7));
        Decision decision = scene.run(12);

        // Then: the mix has changed, and 3 are now all that fit
        assertThat(decision.capacity().full()).hasValue(3);
        assertThat(decision.needs()).containsExactly(new Need(Term.QUEUE, 8, 13));
    }

    @Test
    void twiceTheLoadOnOnePodWithAColdStartOfFiveMinutesAsksForFiveAtMost() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 1);
        Scene.Pod pod = scene.pod(0);
        pod.mu = 2;
        pod.arrivals = 4;
        pod.load(32, 0);

        // When
        for (int passed = 0; passed < 300; passed += 2) {
            scene.run(2);
            scene.orderPending();
        }

        // Then
        assertThat(pod.waiting).isEqualTo(600);
        assertThat(scene.largest()).isEqualTo(4);
        assertThat(scene.decisions.getLast().needs().getFirst().uncapped()).isEqualTo(18);
    }

    @Test
    void fortyFiveRequestsPerSecondOnThreePodsThatBearTenEachAskForEight() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.mu = 10;
            pod.arrivals = 15;
            pod.load(32, 0);
        }

        // When
        for (int passed = 0; passed < 300; passed += 2) {
            scene.run(2);
            scene.orderPending();
        }

        // Then
        assertThat(scene.decisions.getLast().signals().arrivalsPerSecond().orElseThrow())
                .isCloseTo(45, within(0.01));
        assertThat(scene.decisions.getLast().capacity().finishedPerSecond().orElseThrow())
                .isCloseTo(10, within(0.01));
        assertThat(scene.largest()).isEqualTo(8);
    }

    @Test
    void aCapNeverLowersThePresentSize() {
        // Given
        Scene scene = new Scene(Policies.queue(1), 2);
        scene.pod(0).load(8, 90);
        scene.pod(1).load(8, 90);
        scene.held = 9;

        // When
        scene.orderPending();
        Decision decision = scene.decide();

        // Then
        assertThat(decision.needs()).containsExactly(new Need(Term.QUEUE, 9, 22));
        assertThat(decision.desired()).isEqualTo(9);
    }

    @ParameterizedTest(name = "{0} pods serve {1} tokens/s each, target {2}: {3}")
    @CsvSource({"2, 600, 1000, 2", "2, 1000, 1000, 2", "2, 1001, 1000, 3", "3, 100, 1000, 1"})
    void tokenRateAsksForWhatServesIt(int pods, double tokensPerSecond, int target, int need) {
        // Given
        Scene scene = new Scene(Policies.tokens(target), pods);
        scene.pods.values().forEach(pod -> pod.tokensPerSecond = tokensPerSecond);

        // When
        Decision early = scene.run(28);
        Decision decision = scene.run(2);

        // Then
        assertThat(early.needs()).isEmpty();
        assertThat(early.signals().tokensPerSecond()).isEmpty();
        assertThat(decision.signals().tokensPerSecond().orElseThrow()).isCloseTo(pods * tokensPerSecond, within(1e-6));
        assertThat(decision.needs()).containsExactly(new Need(Term.TOKEN_RATE, need, need));
    }

    @ParameterizedTest(name = "{0} saturated pods ask for {1}")
    @CsvSource({"1, 2", "3, 4", "4, 5", "5, 7", "8, 10"})
    void saturationAsksForAQuarterMoreWhateverTheTarget(int pods, int need) {
        // Given
        Scene scene = new Scene(Policies.tokens(1_000_000), pods);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.load(32, 1);
            pod.mu = 5;
            pod.arrivals = 6;
        }

        // When
        Decision early = scene.run(28);
        Decision decision = scene.run(2);

        // Then
        assertThat(early.needs()).extracting(Need::term).doesNotContain(Term.SATURATED);
        assertThat(decision.needs()).contains(new Need(Term.SATURATED, need, need));
        assertThat(decision.reason()).isEqualTo(Reason.ScaledUpOnSaturation);
    }

    @Test
    void saturationDoesNotCompoundWhilePodsStart() {
        // Given
        Scene scene = new Scene(Policies.tokens(1_000_000), 4);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.load(32, 1);
            pod.mu = 5;
            pod.arrivals = 6;
        }

        // When
        for (int passed = 0; passed < 300; passed += 2) {
            scene.run(2);
            scene.orderPending();
        }

        // Then
        assertThat(scene.largest()).isEqualTo(5);
    }

    @Test
    void aQueueThatOnlyStandsIsNotSaturation() {
        // Given
        Scene scene = new Scene(Policies.tokens(1_000_000), 2);
        scene.pods.values().forEach(pod -> pod.load(32, 20));

        // When
        Decision decision = scene.run(60);

        // Then
        assertThat(decision.needs()).extracting(Need::term).containsExactly(Term.TOKEN_RATE);
    }

    @Test
    void oneIdleReplicaMeansThatNothingIsSaturated() {
        // Given
        Scene scene = new Scene(Policies.tokens(1_000_000), 2);
        scene.pod(0).load(32, 1);
        scene.pod(0).mu = 5;
        scene.pod(0).arrivals = 6;

        // When
        Decision decision = scene.run(60);

        // Then
        assertThat(decision.needs()).extracting(Need::term).containsExactly(Term.TOKEN_RATE);
    }
}
