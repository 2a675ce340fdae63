package dev.bailiwick.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Histogram;
import dev.bailiwick.workload.rollout.PodAction;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the page says of one ModelDeployment, tick by tick. */
@SuppressWarnings("deprecation") // docs/adr/0003
class DeploymentMetersTest {

    private static final ResourceID ASSISTANT = new ResourceID("assistant", "plant");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policy POLICY = new Policy(
            Policy.Mode.AUTO,
            1,
            4,
            4,
            null,
            new Policy.Objectives(Duration.ofSeconds(2), null, 95),
            Duration.ofMinutes(5),
            null);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OperatorMetrics metrics = new OperatorMetrics(registry, "1.2.3");
    private final DeploymentMeters meters = metrics.begin(ASSISTANT);

    @Test
    void aTickShowsSizesDemandNeedsAndTheReason() {
        // When
        tick(START, 0, sample(8, 40, null));

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_replicas_desired{name=\"assistant\",namespace=\"plant\",} 2.0",
                        "bailiwick_replicas_maximum{name=\"assistant\",namespace=\"plant\",} 4.0",
                        "bailiwick_replicas_ready{name=\"assistant\",namespace=\"plant\",} 1.0",
                        "bailiwick_requests_waiting{name=\"assistant\",namespace=\"plant\",} 40.0",
                        "bailiwick_need_replicas{name=\"assistant\",namespace=\"plant\",term=\"queue\",} 2.0",
                        "bailiwick_need_uncapped_replicas{name=\"assistant\",namespace=\"plant\",term=\"queue\",} 4.0",
                        "bailiwick_need_replicas{name=\"assistant\",namespace=\"plant\",term=\"token_rate\",} NaN",
                        "bailiwick_decision_reason{name=\"assistant\",namespace=\"plant\",reason=\"ScaledUpOnInFlight\",} 1.0",
                        "bailiwick_decisions_total{name=\"assistant\",namespace=\"plant\",reason=\"ScaledUpOnInFlight\",} 1.0",
                        "bailiwick_decisions_total{name=\"assistant\",namespace=\"plant\",reason=\"ScaledDown\",} 0.0",
                        "bailiwick_last_tick_timestamp_seconds{name=\"assistant\",namespace=\"plant\",} 1.7672256E9");
    }

    @Test
    void theLastChangeOfSizeHasItsTimeAndReason() {
        // When
        tick(START, 0, sample(8, 40, null));
        tick(START.plusSeconds(2), 0, sample(1, 0, null));

        // Then
        assertThat(page().stream().filter(line -> line.startsWith("bailiwick_last_decision_timestamp_seconds{")))
                .containsExactly("bailiwick_last_decision_timestamp_seconds{name=\"assistant\",namespace=\"plant\","
                        + "reason=\"ScaledUpOnInFlight\",} 1.7672256E9");
    }

    @Test
    void thereIsOneReasonAtATime() {
        // When
        tick(START, 0, sample(1, 0, null));
        tick(START.plusSeconds(2), 0, null);

        // Then
        assertThat(page().stream().filter(line -> line.startsWith("bailiwick_decision_reason{")))
                .containsExactly(
                        "bailiwick_decision_reason{name=\"assistant\",namespace=\"plant\",reason=\"MetricsMissing\",} 1.0");
    }

    @Test
    void whatIsNotKnownIsNoZero() {
        // When
        tick(START, 0, null);

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_requests_running{name=\"assistant\",namespace=\"plant\",} NaN",
                        "bailiwick_requests_waiting{name=\"assistant\",namespace=\"plant\",} NaN");
    }

    @Test
    void gpusAreCountedFromAPodsNodeToItsEnd() {
        // When
        tick(START, 2, null);
        tick(START.plusSeconds(2), 2, null);
        tick(START.plusSeconds(5), 0, null);

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_gpus_held{name=\"assistant\",namespace=\"plant\",} 0.0",
                        "bailiwick_gpu_seconds_total{name=\"assistant\",namespace=\"plant\",} 10.0");
    }

    @Test
    void firstTokensCountFromTheSecondPageOnAndTheBucketBelowTheObjectiveDecides() {
        // When
        tick(START, 0, sample(1, 0, histogram(90, 95, 100)));
        tick(START.plusSeconds(2), 0, sample(1, 0, histogram(97, 99, 110)));

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_first_tokens_total{in_time=\"true\",name=\"assistant\",namespace=\"plant\",} 7.0",
                        "bailiwick_first_tokens_total{in_time=\"false\",name=\"assistant\",namespace=\"plant\",} 3.0",
                        "bailiwick_attainment_objective_ratio{name=\"assistant\",namespace=\"plant\",} 0.95");
    }

    @Test
    void anEngineThatStartedAnewCountsFromZero() {
        // When
        tick(START, 0, sample(1, 0, histogram(90, 95, 100)));
        tick(START.plusSeconds(2), 0, sample(1, 0, histogram(3, 4, 5)));

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_first_tokens_total{in_time=\"true\",name=\"assistant\",namespace=\"plant\",} 3.0",
                        "bailiwick_first_tokens_total{in_time=\"false\",name=\"assistant\",namespace=\"plant\",} 2.0");
    }

    @Test
    void scrapesDrainsAndConditionsAreCountedByOutcome() {
        // When
        meters.scraped(new Scrape.Failed(Scrape.Kind.TIMED_OUT, "no page"));
        meters.removed(PodAction.Outcome.DEADLINE, 3);
        meters.reported(status("False"), true);
        meters.reported(status("True"), false);

        // Then
        assertThat(page())
                .contains(
                        "bailiwick_scrapes_total{name=\"assistant\",namespace=\"plant\",outcome=\"timed_out\",} 1.0",
                        "bailiwick_scrapes_total{name=\"assistant\",namespace=\"plant\",outcome=\"ok\",} 0.0",
                        "bailiwick_drains_total{name=\"assistant\",namespace=\"plant\",outcome=\"deadline\",} 1.0",
                        "bailiwick_drains_total{name=\"assistant\",namespace=\"plant\",outcome=\"finished\",} 0.0",
                        "bailiwick_drain_cut_requests_total{name=\"assistant\",namespace=\"plant\",} 3.0",
                        "bailiwick_condition{condition=\"Placed\",name=\"assistant\",namespace=\"plant\",} 1.0",
                        "bailiwick_status_writes_total{name=\"assistant\",namespace=\"plant\",} 1.0");
    }

    @Test
    void everySeriesGoesWithTheDeploymentAndNoLateWordBringsOneBack() {
        // Given
        var other = metrics.begin(new ResourceID("other", "plant"));
        tick(START, 1, sample(1, 0, histogram(1, 1, 1)));
        meters.scraped(new Scrape.Failed(Scrape.Kind.TIMED_OUT, "no page"));
        meters.reported(status("True"), true);

        // When
        metrics.forget(ASSISTANT);
        tick(START.plusSeconds(2), 1, sample(8, 40, histogram(2, 2, 2)));
        meters.reported(status("False"), true);
        other.scraped(new Scrape.Failed(Scrape.Kind.ABSURD, "no page"));

        // Then
        assertThat(page()).noneMatch(line -> line.contains("assistant"));
        assertThat(page()).anyMatch(line -> line.contains("other") && line.contains("absurd"));
    }

    private void tick(Instant at, int gpus, @Nullable EngineSample sample) {
        var scrape = sample == null
                ? new Scrape.Failed(Scrape.Kind.UNREACHABLE, "nobody answers")
                : new Scrape.Scraped(sample, at);
        var pod = new PodReading("uid-1", "assistant-1", PodReading.State.READY, START, START, START, scrape);
        var observation = new Observation(at, "revision", 1, List.of(pod));
        Decision decision = new Autoscaler().decide(observation, POLICY, LearnedState.empty(), at);
        meters.ticked(gpus == 0 ? List.of() : List.of(pod(gpus), waiting(gpus)), observation, POLICY, decision);
    }

    private static EngineSample sample(int running, int waiting, @Nullable Histogram histogram) {
        return EngineSample.builder(running, waiting)
                .timeToFirstToken(histogram)
                .build();
    }

    private static Histogram histogram(double withinOne, double withinTwoAndAHalf, double all) {
        return new Histogram(
                List.of(1.0, 2.5, Double.POSITIVE_INFINITY), List.of(withinOne, withinTwoAndAHalf, all), all);
    }

    private static Pod pod(int gpus) {
        return waiting(gpus).edit().editSpec().withNodeName("gpu-1").endSpec().build();
    }

    private static Pod waiting(int gpus) {
        return new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withNewResources()
                .withLimits(Map.of("nvidia.com/gpu", new Quantity(Integer.toString(gpus)), "cpu", new Quantity("4")))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    private static ModelDeploymentStatus status(String placed) {
        return new ModelDeploymentStatus(
                1L,
                1,
                1,
                0,
                "",
                "revision",
                "",
                null,
                List.of(new ConditionBuilder()
                        .withType("Placed")
                        .withStatus(placed)
                        .build()),
                null);
    }

    private List<String> page() {
        return registry.scrape().lines().filter(line -> !line.startsWith("#")).collect(Collectors.toList());
    }
}
