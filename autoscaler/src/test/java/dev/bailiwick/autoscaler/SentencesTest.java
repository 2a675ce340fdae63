package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person reads, for each reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentencesTest {

    private final Set<Reason> said = new TreeSet<>();

    private void says(Decision decision, Reason reason, String sentence) {
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.message()).isEqualTo(sentence);
        said.add(reason);
    }

    @AfterAll
    void everyReasonHasItsSentenceHere() {
        assertThat(said).isEqualTo(EnumSet.allOf(Reason.class));
    }

    private static Scene scene(Policy policy, int replicas, double running, double waiting) {
        Scene scene = new Scene(policy, replicas);
        scene.pods.values().forEach(pod -> pod.load(running, waiting));
        return scene;
    }

    @Test
    void onTheQueue() {
        // Given
        Scene scene = scene(Policies.queue(4), 3, 11, 14);
        scene.pod(2).load(11, 13);

        // When, then
        says(
                scene.decide(),
                Reason.ScaledUpOnQueue,
                "scaled 3 -> 5: 41 requests wait on 3 replicas, about 14 each; 5 bring that to about 4");
    }

    @Test
    void onTheQueueOfOneReplica() {
        says(
                scene(Policies.queue(1), 1, 8, 2).decide(),
                Reason.ScaledUpOnQueue,
                "scaled 1 -> 2: 2 requests wait on 1 replica, about 2 each; 2 leave none waiting");
    }

    @Test
    void onABacklogThatIsCapped() {
        says(
                scene(Policies.queue(4), 1, 32, 600).decide(),
                Reason.ScaledUpOnQueue,
                "scaled 1 -> 2: 600 requests wait on 1 replica, about 600 each; 2 bring that to about 284; the backlog alone would ask for 18");
    }

    @Test
    void onMoreThanTheMaximum() {
        // Given
        Scene scene = scene(Policies.bounds(Policies.queue(4), 1, 4), 3, 11, 14);

        // When, then
        says(
                scene.decide(),
                Reason.ScaledUpOnQueue,
                "scaled 3 -> 4: 42 requests wait on 3 replicas, about 14 each; 4 bring that to about 8; 5 are needed, the maximum is 4");
        says(scene.decide(), Reason.AtMaximum, "holding 4: the maximum is reached, and the load needs more");
    }

    @Test
    void onRequestsInFlight() {
        says(
                scene(Policies.maxNumSeqs(Policies.objectives(), 20), 2, 20, 10).decide(),
                Reason.ScaledUpOnInFlight,
                "scaled 2 -> 3: 60 requests are in flight on 2 replicas, about 30 each; a replica carries about 20 within the objectives");
    }

    @Test
    void onTheTokenRate() {
        // Given
        Scene scene = new Scene(Policies.tokens(1000), 2);
        scene.pods.values().forEach(pod -> pod.tokensPerSecond = 1225);

        // When, then
        says(
                scene.run(30),
                Reason.ScaledUpOnTokenRate,
                "scaled 2 -> 3: 2450 tokens per second are served, about 1225 on each of 2 replicas; the target is 1000");
    }

    @Test
    void onSaturation() {
        // Given
        Scene scene = scene(Policies.tokens(1_000_000), 4, 32, 1);
        scene.pods.values().forEach(pod -> {
            pod.mu = 5;
            pod.arrivals = 6;
        });

        // When, then
        says(
                scene.run(30),
                Reason.ScaledUpOnSaturation,
                "scaled 4 -> 5: every one of 4 replicas has had requests waiting for 30s and the queue keeps growing, now 124");
    }

    @Test
    void onBounds() {
        says(
                new Scene(Policies.bounds(Policies.queue(4), 2, 9), 1).decide(),
                Reason.ScaledUpToMinimum,
                "scaled 1 -> 2: the minimum is 2");
        says(
                new Scene(Policies.bounds(Policies.queue(4), 1, 2), 7).decide(),
                Reason.ScaledDownToMaximum,
                "scaled 7 -> 2: the maximum is 2");
    }

    @Test
    void onARelease() {
        // Given
        Scene scene = scene(Policies.queue(4), 5, 4, 0);

        // When, then
        says(scene.run(10), Reason.ReleaseDelayed, "holding 5: 3 would do, but not yet for 5m");
        says(
                scene.run(290),
                Reason.ScaledDown,
                "scaled 5 -> 3: for 5m no more than 3 were needed, and the busiest moment, 20 requests in flight, is about 7 on each");
        says(scene.run(2), Reason.Steady, "holding 3: that is what the load needs");
    }

    @Test
    void atTheMinimum() {
        says(
                new Scene(Policies.queue(4), 1).decide(),
                Reason.Steady,
                "holding 1: that is the minimum, and the load needs no more");
    }

    @Test
    void onWhatWouldQueueAgain() {
        says(
                scene(Policies.queue(60), 3, 12, 0).run(300),
                Reason.WouldQueueAgain,
                "holding 3: 1 would meet the targets, but each would have more in flight than a replica has carried without a queue");
    }

    @Test
    void onARateThatIsOnlyALowerBound() {
        // Given
        Scene scene = scene(Policies.tokens(1000), 3, 2, 1);

        // When, then
        says(
                scene.run(20),
                Reason.ReleaseDelayed,
                "holding 3: the token rate is not known yet, which tokensPerSecondPerReplica needs");
        says(
                scene.run(300),
                Reason.RequestsWaiting,
                "holding 3: 1 would serve the token rate, but requests waited within the last 5m");
    }

    @Test
    void withoutAReadyReplica() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 2);
        scene.pods.values().forEach(pod -> pod.state = PodReading.State.PENDING);

        // When, then
        says(scene.decide(), Reason.NoReadyReplica, "holding 2: no replica is ready yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNREACHABLE | connection refused | MetricsMissing | holding 2: no metrics from any of 2 replicas (pod-a: connection refused)",
                "NOT_A_NUMBER | vllm:num_requests_waiting is NaN | MetricsRefused | holding 2: the metrics of all 2 replicas cannot be believed (pod-a: vllm:num_requests_waiting is NaN)",
            })
    void withoutMetrics(Scrape.Kind kind, String message, Reason reason, String sentence) {
        // Given
        Scene scene = new Scene(Policies.queue(4), 2);
        scene.run(10);
        scene.pods.values().forEach(pod -> pod.failure = new Scrape.Failed(kind, message));

        // When, then
        says(scene.run(12), reason, sentence);
    }

    @Test
    void withOldOrPartialMetrics() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 2);
        scene.run(10);
        scene.pod(0).stuck = true;

        // When, then
        says(
                scene.run(12),
                Reason.MetricsPartial,
                "holding 2: 1 of 2 replicas gives no usable metrics (pod-a: the page is older than 10s)");
        scene.pod(1).stuck = true;
        says(
                scene.run(12),
                Reason.MetricsStale,
                "holding 2: the metrics of all 2 replicas are out of date (pod-a: the page is older than 10s)");
    }

    @Test
    void inRecommendItSaysWould() {
        // Given
        Scene scene = scene(Policies.recommend(Policies.queue(4)), 3, 11, 14);

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.message())
                .isEqualTo(
                        "would scale 3 -> 5: 42 requests wait on 3 replicas, about 14 each; 5 bring that to about 4");
        assertThat(decision.from()).isEqualTo(3);
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.recommended()).isEqualTo(5);
        assertThat(decision.changesSize()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsDocumentedInASentence(Reason reason) {
        assertThat(reason.documentation()).endsWith(".").hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "400, 0s",
        "1500, 2s",
        "59000, 59s",
        "60000, 1m",
        "300000, 5m",
        "3661000, 1h1m1s",
        "5400000, 1h30m"
    })
    void durationsReadAsTheApiWritesThem(long millis, String text) {
        assertThat(Sentences.duration(Duration.ofMillis(millis).toMillis())).isEqualTo(text);
    }
}
