package dev.bailiwick.lab.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics page of an engine, with the families, types, labels and buckets of a recorded vLLM 0.32 in its order.
 * What the simulator has no notion of (sleep, multi-modal input) stays at its idle value.
 */
public final class MetricsPage {
    private static final double MICROS = 1e6;
    private static final List<String> UNSET_CACHE_LABELS = List.of(
            "cache_hit_alignment_tokens",
            "hash_block_size",
            "kv_cache_layout",
            "kv_cache_max_concurrency",
            "kv_cache_memory_bytes",
            "kv_offloading_size",
            "mamba_block_size",
            "mamba_page_size_padded",
            "num_cpu_blocks",
            "num_gpu_blocks_override",
            "prefix_match_unit",
            "sliding_window");
    private static final List<String> OFF_CACHE_LABELS = List.of(
            "enable_mamba_shared_prefix_checkpoint",
            "enable_prefix_caching",
            "is_attention_free",
            "kv_sharing_fast_prefill",
            "skip_page_size_padded",
            "use_kda_recoverssm",
            "use_replayssm",
            "user_specified_block_size");
    private static final Map<String, String> FIXED_CACHE_LABELS = Map.ofEntries(
            Map.entry("_block_size_resolved", "True"),
            Map.entry("cache_dtype", "auto"),
            Map.entry("gpu_memory_utilization", "0.9"),
            Map.entry("kv_cache_dtype_skip_layers", "[]"),
            Map.entry("kv_offloading_backend", "native"),
            Map.entry("mamba_cache_dtype", "auto"),
            Map.entry("mamba_cache_mode", "none"),
            Map.entry("mamba_ssm_cache_dtype", "auto"),
            Map.entry("prefix_cache_retention_interval", "0"),
            Map.entry("prefix_caching_hash_algo", "sha256"),
            Map.entry("replayssm_buffer_len", "16"),
            Map.entry("swa_bounded_replay", "True"));

    private final FamilyWriter page;
    private final Engine engine;
    private final EngineCounters counters;

    private MetricsPage(Engine engine, String modelName) {
        double createdAt = ChronoUnit.MICROS.between(Instant.EPOCH, engine.start()) / MICROS;
        this.page = new FamilyWriter(modelName, createdAt);
        this.engine = engine;
        this.counters = engine.counters();
    }

    /** The page of {@code engine} as it stands, in UTF-8, serving a model of that name. */
    public static byte[] write(Engine engine, String modelName) {
        MetricsPage page = new MetricsPage(engine, modelName);
        page.estimates();
        page.gauges();
        page.caches();
        page.tokens();
        page.requests();
        page.lengths();
        page.latencies();
        page.cacheConfiguration();
        return page.page.bytes();
    }

    private void estimates() {
        page.counter("vllm:estimated_flops_per_gpu", "Estimated floating point operations per GPU.", 0);
        page.counter("vllm:estimated_read_bytes_per_gpu", "Estimated bytes read from memory per GPU.", 0);
        page.counter("vllm:estimated_write_bytes_per_gpu", "Estimated bytes written to memory per GPU.", 0);
    }

    private void gauges() {
        Gauges gauges = engine.gauges();
        page.gauge("vllm:num_requests_running", "Requests in the batch.", gauges.running());
        page.gauge("vllm:num_requests_waiting", "Requests waiting to be processed.", gauges.waiting());
        page.gauges(
                "vllm:num_requests_waiting_by_reason",
                "Waiting requests by reason.",
                "reason",
                pairs(List.of("capacity", "deferred"), (double) gauges.waiting(), 0.0));
        page.gauges(
                "vllm:engine_sleep_state",
                "Whether the engine is awake.",
                "sleep_state",
                pairs(List.of("awake", "weights_offloaded", "discard_all"), 1.0, 0.0));
        page.gauge("vllm:kv_cache_usage_perc", "KV cache usage, 1 is full.", gauges.kvUsage());
    }

    private void caches() {
        page.counter(
                "vllm:prefix_cache_queries", "Tokens looked up in the prefix cache.", counters.queriedPromptTokens);
        page.counter("vllm:prefix_cache_hits", "Tokens found in the prefix cache.", counters.hitPromptTokens);
        page.counter("vllm:external_prefix_cache_queries", "Tokens looked up in an external prefix cache.", 0);
        page.counter("vllm:external_prefix_cache_hits", "Tokens found in an external prefix cache.", 0);
        page.counter("vllm:mm_cache_queries", "Items looked up in the multi-modal cache.", 0);
        page.counter("vllm:mm_cache_hits", "Items found in the multi-modal cache.", 0);
        page.counter("vllm:num_preemptions", "Preemptions.", counters.preemptions);
    }

    private void tokens() {
        SequencedMap<String, Long> sources = new LinkedHashMap<>();
        sources.put("local_compute", counters.promptTokens - counters.cachedPromptTokens);
        sources.put("local_cache_hit", counters.cachedPromptTokens);
        sources.put("external_kv_transfer", 0L);
        page.counter("vllm:prompt_tokens", "Prompt tokens processed.", counters.promptTokens);
        page.counters("vllm:prompt_tokens_by_source", "Prompt tokens by source.", "source", sources);
        page.counter("vllm:prompt_tokens_cached", "Prompt tokens found in a cache.", counters.cachedPromptTokens);
        page.counters(
                "vllm:prompt_tokens_cached_by_source",
                "Prompt tokens found in a cache, by tier.",
                "source",
                pairs(
                        List.of("device", "host", "p2p", "disk", "external_unspecified"),
                        counters.cachedPromptTokens,
                        0L));
        page.counter("vllm:generation_tokens", "Tokens generated.", counters.generationTokens);
    }

    private void requests() {
        SequencedMap<String, Long> finished = new LinkedHashMap<>();
        for (String reason : List.of("stop", "length", "abort", "error", "repetition")) {
            finished.put(reason, reason.equals("length") ? counters.finished : 0L);
        }
        page.counters("vllm:request_success", "Requests processed.", "finished_reason", finished);
        page.modelCounters(
                "vllm:admission_rejections",
                "Requests refused by a queue limit.",
                "reason",
                pairs(List.of("max_num_queued_reqs", "max_num_queued_tokens"), 0L, 0L));
    }

    private void lengths() {
        page.histogram("vllm:request_prompt_tokens", "Prompt tokens of a request.", counters.requestPromptTokens);
        page.histogram(
                "vllm:request_generation_tokens", "Tokens generated for a request.", counters.requestGenerationTokens);
        page.histogram("vllm:iteration_tokens_total", "Tokens of an engine step.", counters.iterationTokens);
        page.histogram(
                "vllm:request_max_num_generation_tokens",
                "Most tokens that a request asked for.",
                counters.requestMaxGenerationTokens);
        page.histogram("vllm:request_params_n", "Parameter n of a request.", counters.requestParamN);
        page.histogram(
                "vllm:request_params_max_tokens", "Parameter max_tokens of a request.", counters.requestParamMaxTokens);
    }

    private void latencies() {
        page.histogram("vllm:time_to_first_token_seconds", "Time to first token.", counters.timeToFirstToken);
        page.histogram("vllm:inter_token_latency_seconds", "Time between tokens.", counters.interTokenLatency);
        page.histogram(
                "vllm:request_time_per_output_token_seconds",
                "Mean time per output token of a request.",
                counters.requestTimePerOutputToken);
        page.histogram("vllm:e2e_request_latency_seconds", "Time of a request in all.", counters.endToEnd);
        page.histogram("vllm:request_queue_time_seconds", "Time waiting.", counters.queueTime);
        page.histogram("vllm:request_inference_time_seconds", "Time running.", counters.inferenceTime);
        page.histogram("vllm:request_prefill_time_seconds", "Time in prefill.", counters.prefillTime);
        page.histogram("vllm:request_decode_time_seconds", "Time in decode.", counters.decodeTime);
        page.histogram("vllm:request_num_preemptions", "Preemptions of a request.", counters.requestPreemptions);
        page.histogram(
                "vllm:request_prefill_kv_computed_tokens",
                "Tokens that the prefill of a request computed.",
                counters.prefillComputedTokens);
    }

    private void cacheConfiguration() {
        page.info("vllm:cache_config_info", "Configuration of the KV cache.", cacheLabels(engine.profile()));
    }

    /** The labels that tell the configuration of a KV cache, without the engine's. */
    static SortedMap<String, String> cacheLabels(EngineProfile profile) {
        SortedMap<String, String> labels = new TreeMap<>(FIXED_CACHE_LABELS);
        UNSET_CACHE_LABELS.forEach(label -> labels.put(label, "None"));
        OFF_CACHE_LABELS.forEach(label -> labels.put(label, "False"));
        long blocks = profile.kvBlocks();
        String blockTokens = Integer.toString(profile.blockTokens());
        labels.put("block_size", blockTokens);
        labels.put("effective_attention_block_size", blockTokens);
        labels.put("kv_cache_size_tokens", Long.toString(blocks * profile.blockTokens()));
        labels.put("num_gpu_blocks", Long.toString(blocks));
        return labels;
    }

    /** The first key with one value and the others with another, in order. */
    private static <V> SequencedMap<String, V> pairs(List<String> keys, V first, V others) {
        SequencedMap<String, V> pairs = new LinkedHashMap<>();
        for (String key : keys) {
            pairs.put(key, pairs.isEmpty() ? first : others);
        }
        return pairs;
    }
}
