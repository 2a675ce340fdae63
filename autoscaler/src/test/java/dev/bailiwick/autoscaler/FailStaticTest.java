package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be believed never shrinks a deployment (design 5, fail static). */
class FailStaticTest {

    private static final String QUIET = "vllm:num_requests_running 0\\nvllm:num_requests_waiting 0\\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html> | MALFORMED | MetricsRefused",
                "vllm:num_requests_running 1\\nvllm:num_req | MALFORMED | MetricsRefused",
                "vllm:num_requests_running 0 | MISSING_SIGNAL | MetricsRefused",
                "'' | MISSING_SIGNAL | MetricsRefused",
                "vllm:num_requests_running NaN\\nvllm:num_requests_waiting 0 | NOT_A_NUMBER | MetricsRefused",
                "vllm:num_requests_running -3\\nvllm:num_requests_waiting 0 | NEGATIVE | MetricsRefused",
                "vllm:num_requests_running 0\\nvllm:num_requests_waiting 1e12 | ABSURD | MetricsRefused",
                QUIET + "vllm:kv_cache_usage_perc 7 | ABSURD | MetricsRefused",
            })
    void aBadPageHoldsTheSize(String page, Scrape.Kind kind, Reason reason) {
        // Given
        byte[] bytes = page.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        Scrape scrape = Scrape.of(new EngineReader(EngineKind.VLLM).read(bytes), scene.now);
        assertThat(scrape)
                .isInstanceOfSatisfying(
                        Scrape.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
        scene.pods.values().forEach(pod -> pod.failure = (Scrape.Failed) scrape);

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.message()).contains("pod-a: ");
        assertThat(decision.signals().waiting()).isEmpty();
        assertThat(decision.signals().running()).isEmpty();
        assertThat(decision.needs()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scrape.Kind.class)
    void aFailureOfAnyKindHoldsTheSize(Scrape.Kind kind) {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        scene.pods.values().forEach(pod -> pod.failure = new Scrape.Failed(kind, "it failed"));

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isIn(Reason.MetricsMissing, Reason.MetricsRefused);
    }

    @Test
    void pagesFromThePastHoldTheSize() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        scene.pods.values().forEach(pod -> pod.stuck = true);

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.MetricsStale);
    }

    @Test
    void pagesWhoseNumbersStandStillWhileRequestsRunAreStale() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.load(2, 0);
            pod.frozen = true;
        }

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.MetricsStale);
        assertThat(decision.message()).contains("the page has not changed although requests run");
    }

    @Test
    void onePodWithoutMetricsKeepsTheSizeFromFalling() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        scene.pod(1).failure = new Scrape.Failed(Scrape.Kind.TIMED_OUT, "no answer within 1s");

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.MetricsPartial);
    }

    @Test
    void onePodWithoutMetricsDoesNotKeepTheSizeFromGrowing() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.pod(1).failure = new Scrape.Failed(Scrape.Kind.TIMED_OUT, "no answer within 1s");
        scene.run(20);
        scene.pod(0).load(20, 40);
        scene.pod(2).load(20, 40);

        // When
        Decision decision = scene.run(2);

        // Then
        assertThat(decision.reason()).isEqualTo(Reason.ScaledUpOnQueue);
        assertThat(decision.desired()).isEqualTo(5);
    }

    @Test
    void aLostPageIsBridgedAndADelayGoesOn() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);

        // When
        for (int tick = 0; tick < 149; tick++) {
            scene.pod(0).failure = tick % 4 == 0 ? new Scrape.Failed(Scrape.Kind.TIMED_OUT, "late") : null;
            scene.run(2);
        }
        scene.pod(0).failure = null;
        Decision decision = scene.run(2);

        // Then
        assertThat(scene.decisions).extracting(Decision::reason).doesNotContain(Reason.MetricsPartial);
        assertThat(decision.reason()).isEqualTo(Reason.ScaledDown);
    }

    @Test
    void nothingIsReleasedOnATickWhosePagesAreNotAllNew() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(298);
        scene.pod(2).failure = new Scrape.Failed(Scrape.Kind.TIMED_OUT, "late");

        // When
        Decision decision = scene.run(2);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.ReleaseDelayed);
    }

    @Test
    void afterAnOutageTheDelayStartsAgain() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(280);
        scene.pods.values().forEach(pod -> pod.failure = new Scrape.Failed(Scrape.Kind.UNREACHABLE, "refused"));
        scene.run(180);
        scene.pods.values().forEach(pod -> pod.failure = null);

        // When
        Decision before = scene.run(300);
        Decision after = scene.run(2);

        // Then
        assertThat(before.desired()).isEqualTo(3);
        assertThat(after.desired()).isEqualTo(1);
    }

    @Test
    void withoutAReadyReplicaTheSizeStays() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        scene.pods.values().forEach(pod -> pod.state = PodReading.State.PENDING);

        // When
        Decision decision = scene.run(1200);

        // Then
        assertThat(decision.desired()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.NoReadyReplica);
    }

    @ParameterizedTest
    @CsvSource({"5, 9, 5, ScaledUpToMinimum", "1, 2, 2, ScaledDownToMaximum", "1, 9, 3, MetricsMissing"})
    void withoutMetricsTheSizeIsClampedToTheBoundsOfToday(int min, int max, int size, Reason reason) {
        // Given
        Scene scene = new Scene(Policies.queue(4), 3);
        scene.run(20);
        scene.pods.values().forEach(pod -> pod.failure = new Scrape.Failed(Scrape.Kind.UNREACHABLE, "refused"));
        scene.run(20);
        scene.policy = Policies.bounds(scene.policy, min, max);

        // When
        Decision decision = scene.decide();

        // Then
        assertThat(decision.desired()).isEqualTo(size);
        assertThat(decision.reason()).isEqualTo(reason);
    }

    @Test
    void countersThatFallAreANewBaselineAndStartTheDelayAgain() {
        // Given
        Scene scene = new Scene(Policies.tokens(1000), 3);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.tokens = 1e9;
            pod.finished = 1e6;
            pod.tokensPerSecond = 100;
        }
        scene.run(280);
        scene.pod(0).tokens = 0;
        scene.pod(0).finished = 0;
        scene.pod(0).startedAt = 2000;

        // When
        Decision atReset = scene.run(2);
        Decision before = scene.run(298);
        Decision after = scene.run(2);

        // Then
        assertThat(atReset.signals().tokensPerSecond().orElseThrow()).isBetween(0.0, 300.0);
        assertThat(atReset.signals().arrivalsPerSecond().orElseThrow()).isZero();
        assertThat(before.desired()).isEqualTo(3);
        assertThat(after.desired()).isEqualTo(1);
    }

    @Test
    void aRestartThatCountedPastTheOldValueIsSeenByItsStart() {
        // Given
        Scene scene = new Scene(Policies.queue(4), 1);
        scene.pod(0).finished = 10;
        scene.run(20);

        // When
        scene.pod(0).startedAt = 5000;
        scene.pod(0).finished = 500;
        Decision decision = scene.run(2);

        // Then
        assertThat(decision.signals().arrivalsPerSecond()).hasValue(0);
    }

    @Test
    void aReplacedPodIsAnotherPodAndTheOldOnesLastPageStaysInTheArrivals() {
        // Given
        Scene scene = new Scene(Policies.queue(40), 2);
        for (Scene.Pod pod : scene.pods.values()) {
            pod.arrivals = 3;
            pod.mu = 3;
            pod.load(5, 0);
        }
        scene.run(60);
        scene.pods.remove("pod-b");
        Scene.Pod fresh = scene.add("pod-c");
        fresh.arrivals = 3;
        fresh.mu = 3;
        fresh.finished = 0;

        // When
        Decision decision = scene.run(2);

        // Then
        double arrivals = decision.signals().arrivalsPerSecond().orElseThrow();
        assertThat(arrivals).isBetween(5.8, 6.01);
    }
}
