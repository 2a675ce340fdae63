package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.atMillis;
import static dev.bailiwick.lab.simulator.Engines.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Engines.Recorded;
import dev.bailiwick.metrics.Labels;
import dev.bailiwick.metrics.Series;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Labels MODEL = Labels.of(Map.of("engine", "0", "model_name", "mistral"));

    private final Recorded run = new Recorded(named("mistral-small-24b-h100").withLimits(12_000, 64, 1_024));
    private long prompts;
    private long outputs;

    @BeforeEach
    void loadTheEngineAndStopInTheMiddle() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(21);
        for (int id = 0; id < 400; id++) {
            Request request = new Request(id, 1 + random.nextInt(900), 1 + random.nextInt(500));
            prompts += request.promptTokens();
            outputs += request.outputTokens();
            run.engine.submit(request, atMillis(id * 125L));
        }
        run.engine.advanceTo(atMillis(50_000));
    }

    @Test
    void hasTheFamiliesTypesLabelsAndBucketsOfARecordedPage() {
        // When
        byte[] page = MetricsPage.write(run.engine, "mistral");
        // Then
        assertThat(Pages.types(page)).isEqualTo(Pages.types(Pages.recorded()));
        assertThat(Pages.samples(page).keySet().stream().map(Pages::shape))
                .containsExactlyElementsOf(Pages.samples(Pages.recorded()).keySet().stream()
                        .map(Pages::shape)
                        .toList());
    }

    @Test
    void readsBackAsTheStateOfTheEngine() {
        // When
        Map<Series, Double> page = Pages.samples(MetricsPage.write(run.engine, "mistral"));
        // Then
        EngineCounters counters = run.engine.counters();
        Gauges gauges = run.engine.gauges();
        assertThat(gauges.waiting()).isPositive();
        assertThat(counters.preemptions).isPositive();
        assertThat(value(page, "vllm:num_requests_running")).isEqualTo(gauges.running());
        assertThat(value(page, "vllm:num_requests_waiting")).isEqualTo(gauges.waiting());
        assertThat(value(page, "vllm:num_requests_waiting_by_reason", "reason", "capacity"))
                .isEqualTo(gauges.waiting());
        assertThat(value(page, "vllm:kv_cache_usage_perc")).isEqualTo(gauges.kvUsage());
        assertThat(value(page, "vllm:num_preemptions_total")).isEqualTo((double) counters.preemptions);
        assertThat(value(page, "vllm:prompt_tokens_total")).isEqualTo((double) counters.promptTokens);
        assertThat(value(page, "vllm:generation_tokens_total")).isEqualTo((double) counters.generationTokens);
        assertThat(value(page, "vllm:request_success_total", "finished_reason", "length"))
                .isEqualTo(run.completions.size());
        assertThat(value(page, "vllm:request_success_total", "finished_reason", "abort"))
                .isZero();
        assertThat(value(page, "vllm:time_to_first_token_seconds_created")).isEqualTo((double) START.getEpochSecond());
        histogram(page, "vllm:iteration_tokens_total", counters.iterationTokens);
        histogram(page, "vllm:request_prompt_tokens", counters.requestPromptTokens);
        histogram(page, "vllm:request_generation_tokens", counters.requestGenerationTokens);
        histogram(page, "vllm:time_to_first_token_seconds", counters.timeToFirstToken);
        histogram(page, "vllm:inter_token_latency_seconds", counters.interTokenLatency);
        histogram(page, "vllm:request_time_per_output_token_seconds", counters.requestTimePerOutputToken);
        histogram(page, "vllm:e2e_request_latency_seconds", counters.endToEnd);
        histogram(page, "vllm:request_queue_time_seconds", counters.queueTime);
        histogram(page, "vllm:request_inference_time_seconds", counters.inferenceTime);
        histogram(page, "vllm:request_prefill_time_seconds", counters.prefillTime);
        histogram(page, "vllm:request_decode_time_seconds", counters.decodeTime);
        histogram(page, "vllm:request_num_preemptions", counters.requestPreemptions);
    }

    @Test
    void balancesWhatIsCountedInDifferentPlaces() {
        // When
        run.finish();
        Map<Series, Double> page = Pages.samples(MetricsPage.write(run.engine, "mistral"));
        // Then
        assertThat(value(page, "vllm:prompt_tokens_total")).isEqualTo((double) prompts);
        assertThat(value(page, "vllm:generation_tokens_total")).isEqualTo((double) outputs);
        assertThat(value(page, "vllm:iteration_tokens_total_sum")).isEqualTo((double) (prompts + outputs));
        assertThat(value(page, "vllm:request_prompt_tokens_sum")).isEqualTo((double) prompts);
        assertThat(value(page, "vllm:request_generation_tokens_sum")).isEqualTo((double) outputs);
        assertThat(value(page, "vllm:inter_token_latency_seconds_count")).isEqualTo((double) (outputs - 400));
        assertThat(value(page, "vllm:num_requests_running")).isZero();
    }

    private static void histogram(Map<Series, Double> page, String name, Histogram expected) {
        assertThat(value(page, name + "_count")).as(name).isEqualTo((double) expected.count());
        assertThat(value(page, name + "_sum")).as(name).isEqualTo(expected.sum());
        long total = 0;
        for (int i = 0; i < expected.upperEdges().length; i++) {
            total += expected.counts()[i];
            assertThat(value(page, name + "_bucket", "le", Double.toString(expected.upperEdges()[i])))
                    .as(name)
                    .isEqualTo((double) total);
        }
        assertThat(value(page, name + "_bucket", "le", "+Inf")).as(name).isEqualTo((double) expected.count());
    }

    private static double value(Map<Series, Double> page, String name) {
        return page.getOrDefault(new Series(name, MODEL), Double.NaN);
    }

    private static double value(Map<Series, Double> page, String name, String label, String labelValue) {
        return page.getOrDefault(new Series(name, MODEL.with(label, labelValue)), Double.NaN);
    }
}
