package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineReaderTest {

    private static final String QUIET = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n";

    @Test
    void readsEverySignalOfARecordedVllmPage() {
        // When
        EngineSample sample = read(EngineKind.VLLM, new String(Pages.recorded(), StandardCharsets.UTF_8));

        // Then
        assertThat(sample.running()).isZero();
        assertThat(sample.waiting()).isZero();
        assertThat(sample.waitingByReason()).isEqualTo(Map.of("capacity", 0.0, "deferred", 0.0));
        assertThat(sample.kvCacheUsage()).hasValue(0);
        assertThat(sample.kvCacheTokens()).hasValue(24576);
        assertThat(sample.promptTokens()).hasValue(4875);
        assertThat(sample.generationTokens()).hasValue(1268);
        assertThat(sample.cachedPromptTokens()).hasValue(0);
        assertThat(sample.servedTokens()).hasValue(6143);
        assertThat(sample.preemptions()).hasValue(0);
        assertThat(sample.finished()).hasValue(20);
        assertThat(sample.finishedByReason()).containsEntry("length", 20.0).containsEntry("abort", 0.0);
        assertThat(sample.iterationTokens()).isEqualTo(new Distribution(6143, 385));
        assertThat(sample.interTokenLatency()).isNotNull();
        assertThat(sample.requestPromptTokens()).isEqualTo(new Distribution(4875, 20));
        assertThat(sample.requestGenerationTokens()).isEqualTo(new Distribution(1268, 20));
        Histogram timeToFirstToken = Objects.requireNonNull(sample.timeToFirstToken());
        assertThat(timeToFirstToken.upperEdges()).hasSize(23).contains(1.0, 2.5);
        assertThat(timeToFirstToken.count()).isEqualTo(20);
        assertThat(sample.cacheConfiguration().values()).containsEntry("block_size", "128");
        assertThat(sample.startedAt()).hasValue(1.7955333510611691e9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VLLM | RUNNING | vllm:num_requests_running",
                "VLLM | WAITING | vllm:num_requests_waiting",
                "VLLM | KV_CACHE_USAGE | vllm:kv_cache_usage_perc vllm:gpu_cache_usage_perc",
                "VLLM | INTER_TOKEN_LATENCY_SUM | vllm:inter_token_latency_seconds_sum vllm:time_per_output_token_seconds_sum",
                "VLLM | FINISHED | vllm:request_success_total",
                "CUSTOM | RUNNING | vllm:num_requests_running",
                "SGLANG | RUNNING | sglang:num_running_reqs sglang_num_running_reqs",
                "SGLANG | WAITING | sglang:num_queue_reqs sglang_num_queue_reqs",
                "SGLANG | KV_CACHE_USAGE | sglang:token_usage sglang_token_usage",
                "SGLANG | KV_CACHE_TOKENS | sglang:max_total_num_tokens sglang_max_total_num_tokens",
                "TENSORRT_LLM | RUNNING | trtllm_num_requests_running trtllm_num_active_requests",
                "TENSORRT_LLM | WAITING | trtllm_num_requests_waiting trtllm_server_queue_length",
                "TENSORRT_LLM | KV_CACHE_USAGE | trtllm_kv_cache_utilization",
                "TENSORRT_LLM | INTER_TOKEN_LATENCY_SUM | trtllm_time_per_output_token_seconds_sum",
                "TRITON_TENSORRT_LLM | RUNNING | nv_trt_llm_request_metrics",
                "TRITON_TENSORRT_LLM | KV_CACHE_USAGE | nv_trt_llm_kv_cache_block_metrics",
                "TGI | RUNNING | tgi_batch_current_size",
                "TGI | WAITING | tgi_queue_size",
                "TGI | REQUEST_GENERATION_TOKENS_SUM | tgi_request_generated_tokens_sum",
                "NIM | RUNNING | num_requests_running vllm:num_requests_running",
                "NIM | WAITING | num_requests_waiting vllm:num_requests_waiting",
                "NIM | KV_CACHE_USAGE | gpu_cache_usage_perc vllm:kv_cache_usage_perc vllm:gpu_cache_usage_perc",
                "NIM | FINISHED | request_finish_total request_success_total vllm:request_success_total",
                "LLAMA_CPP | RUNNING | llamacpp:requests_processing",
                "LLAMA_CPP | WAITING | llamacpp:requests_deferred",
                "LLAMA_CPP | GENERATION_TOKENS | llamacpp:tokens_predicted_total",
            })
    void knowsTheNamesOf(EngineKind engine, Signal signal, String names) {
        assertThat(engine.map().namesOf(signal)).isEqualTo(List.of(names.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "VLLM, /metrics", "SGLANG, /metrics", "TENSORRT_LLM, /prometheus/metrics", "TRITON_TENSORRT_LLM, /metrics",
        "TGI, /metrics", "NIM, /v1/metrics", "LLAMA_CPP, /metrics", "CUSTOM, /metrics",
    })
    void knowsWhereThePageIs(EngineKind engine, String path) {
        assertThat(engine.metricsPath()).isEqualTo(path);
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void readsEachSignalUnderEachOfItsNames(EngineKind engine) {
        for (SignalName name : engine.map().names()) {
            // Given
            StringBuilder page = new StringBuilder();
            for (SignalName needed : engine.map().names()) {
                boolean gauge = needed.signal() == Signal.RUNNING || needed.signal() == Signal.WAITING;
                if (gauge && needed.rank() == 0 && needed.signal() != name.signal()) {
                    page.append(line(needed, "3"));
                }
            }
            if (name.signal() != Signal.RUNNING && name.signal() != Signal.WAITING) {
                page.append(line(name, "0.5"));
            } else {
                page.append(line(name, "7"));
            }

            // When
            EngineSample sample = read(engine, page.toString());

            // Then
            assertThat(sample.running()).isEqualTo(name.signal() == Signal.RUNNING ? 7 : 3);
            assertThat(sample.waiting()).isEqualTo(name.signal() == Signal.WAITING ? 7 : 3);
            if (name.signal() == Signal.GENERATION_TOKENS) {
                assertThat(sample.generationTokens()).hasValue(0.5);
            }
            if (name.signal() == Signal.KV_CACHE_USAGE) {
                assertThat(sample.kvCacheUsage()).hasValue(0.5);
            }
        }
    }

    private static String line(SignalName name, String value) {
        StringBuilder labels = new StringBuilder();
        name.where().forEach((label, wanted) -> labels.append(label + "=\"" + wanted + "\","));
        if (name.keyLabel() != null) {
            labels.append(name.keyLabel()).append("=\"1\"");
        }
        return name.name() + "{" + labels + "} " + value + "\n";
    }

    @Test
    void leavesAbsentSignalsAbsent() {
        // When
        EngineSample sample = read(EngineKind.VLLM, QUIET);

        // Then
        assertThat(sample).isEqualTo(EngineSample.builder(0, 0).build());
        assertThat(sample.finished()).isEmpty();
        assertThat(sample.servedTokens()).isEmpty();
        assertThat(sample.kvCacheTokens()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void sumsSeveralEnginesAndAveragesTheirKvCacheUsage() {
        // When
        EngineSample sample = read(EngineKind.VLLM, """
                vllm:num_requests_running{engine="0"} 3
                vllm:num_requests_running{engine="1"} 4
                vllm:num_requests_waiting{engine="0"} 1
                vllm:num_requests_waiting{engine="1"} 0
                vllm:kv_cache_usage_perc{engine="0"} 0.25
                vllm:kv_cache_usage_perc{engine="1"} 0.75
                vllm:request_success_total{engine="0",finished_reason="stop"} 5
                vllm:request_success_total{engine="1",finished_reason="stop"} 6
                vllm:cache_config_info{engine="0",num_gpu_blocks="10",block_size="16"} 1
                vllm:cache_config_info{engine="1",num_gpu_blocks="20",block_size="16"} 1
                vllm:generation_tokens_created{engine="0"} 1000
                vllm:generation_tokens_created{engine="1"} 2000
                """);

        // Then
        assertThat(sample.inFlight()).isEqualTo(8);
        assertThat(sample.kvCacheUsage()).hasValue(0.5);
        assertThat(sample.finished()).hasValue(11);
        assertThat(sample.kvCacheTokens()).hasValue(480);
        assertThat(sample.startedAt()).hasValue(2000);
    }

    @Test
    void countsAnOldAndANewNameOfOneSignalOnce() {
        // When
        EngineSample sample = read(
                EngineKind.VLLM,
                QUIET + "vllm:gpu_cache_usage_perc 0.4\nvllm:kv_cache_usage_perc 0.5\n"
                        + "vllm:inter_token_latency_seconds_sum 2\nvllm:time_per_output_token_seconds_sum 3\n"
                        + "vllm:inter_token_latency_seconds_count 20\nvllm:time_per_output_token_seconds_count 30\n");

        // Then
        assertThat(sample.kvCacheUsage()).hasValue(0.5);
        assertThat(sample.interTokenLatency()).isEqualTo(new Distribution(2, 20));
    }

    @Test
    void leavesAHistogramWithoutItsLastBucketAbsent() {
        assertThat(read(
                                EngineKind.VLLM,
                                QUIET + "vllm:time_to_first_token_seconds_bucket{le=\"1.0\"} 2\n"
                                        + "vllm:time_to_first_token_seconds_sum 2\n")
                        .timeToFirstToken())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!doctype html> | MALFORMED | line 1, column 1: expected a metric name but found \"<!doctype html>\"; this looks like HTML, so the port or the path may be another service's",
                "a 1\\nb | MALFORMED | line 2, column 2: expected a blank or '{' after the metric name but found the end of the page",
                "'' | MISSING_SIGNAL | the page has no metric vllm:num_requests_running",
                "vllm:num_requests_running 3 | MISSING_SIGNAL | the page has no metric vllm:num_requests_waiting",
                "vllm:num_requests_running NaN | NOT_A_NUMBER | vllm:num_requests_running is NaN",
                "vllm:num_requests_waiting -1 | NEGATIVE | vllm:num_requests_waiting is -1.0",
                "vllm:generation_tokens_total -Inf | NEGATIVE | vllm:generation_tokens_total is -Infinity",
                "vllm:num_requests_waiting 1e9 | ABSURD | vllm:num_requests_waiting is 1.0E9, and no engine reaches more than 1000000.0",
                "vllm:kv_cache_usage_perc 87 | ABSURD | vllm:kv_cache_usage_perc is 87.0, and no engine reaches more than 1.001",
                "vllm:prompt_tokens_total +Inf | ABSURD | vllm:prompt_tokens_total is Infinity, and no engine reaches more than 1.0E15",
            })
    void refusesThePage(String page, EngineReading.Reason reason, String message) {
        // When
        EngineReading reading = new EngineReader(EngineKind.VLLM).read(Pages.utf8(page.replace("\\n", "\n")));

        // Then
        assertThat(reading).isEqualTo(new EngineReading.Refused(reason, message));
    }

    @Test
    void refusesAPageThatIsTooLarge() {
        // When
        EngineReading reading = new EngineReader(EngineKind.VLLM).read(new byte[PageParser.MAX_BYTES + 1]);

        // Then
        assertThat(reading)
                .isEqualTo(new EngineReading.Refused(
                        EngineReading.Reason.TOO_LARGE, "the page has more than 1048576 bytes"));
    }

    @Test
    void believesNothingOfAPageWithOneAbsurdNumber() {
        assertThat(new EngineReader(EngineKind.VLLM).read(Pages.utf8(QUIET + "vllm:num_preemptions_total NaN\n")))
                .isInstanceOf(EngineReading.Refused.class);
    }

    @Test
    void takesANegativeZeroForZero() {
        // When
        EngineSample sample =
                read(EngineKind.VLLM, QUIET + "vllm:request_success_total{finished_reason=\"stop\"} -0\n");

        // Then
        assertThat(sample.finishedByReason()).isEqualTo(Map.of("stop", 0.0));
    }

    private static EngineSample read(EngineKind engine, String page) {
        return switch (new EngineReader(engine).read(Pages.utf8(page))) {
            case EngineReading.Read read -> read.sample();
            case EngineReading.Refused refused -> throw new AssertionError(refused);
        };
    }
}
