package dev.bailiwick.metrics;

/**
 * The engine maps. Sources: for vLLM a page recorded from 0.32 and {@code vllm-project/vllm} docs/design/metrics.md;
 * for the others {@code kubernetes-sigs/gateway-api-inference-extension} docs/proposals/003-model-server-protocol,
 * {@code vllm-project/aibrix} pkg/metrics/metrics.go and the engines' own documentation.
 */
final class EngineMaps {

    private static final String PROCESS_START = "process_start_time_seconds";

    static final EngineMap VLLM = EngineMap.builder()
            .plain(Signal.RUNNING, "vllm:num_requests_running")
            .plain(Signal.WAITING, "vllm:num_requests_waiting")
            .split(Signal.WAITING_BY_REASON, "reason", "vllm:num_requests_waiting_by_reason")
            .plain(Signal.KV_CACHE_USAGE, "vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc")
            .plain(Signal.CACHE_CONFIGURATION, "vllm:cache_config_info")
            .plain(Signal.PROMPT_TOKENS, "vllm:prompt_tokens_total")
            .plain(Signal.GENERATION_TOKENS, "vllm:generation_tokens_total")
            .plain(Signal.CACHED_PROMPT_TOKENS, "vllm:prompt_tokens_cached_total", "vllm:prefix_cache_hits_total")
            .plain(Signal.PREEMPTIONS, "vllm:num_preemptions_total")
            .split(Signal.FINISHED, "finished_reason", "vllm:request_success_total")
            .distribution(Signal.ITERATION_TOKENS_SUM, Signal.ITERATION_TOKENS_COUNT, "vllm:iteration_tokens_total")
            .distribution(
                    Signal.INTER_TOKEN_LATENCY_SUM,
                    Signal.INTER_TOKEN_LATENCY_COUNT,
                    "vllm:inter_token_latency_seconds",
                    "vllm:time_per_output_token_seconds")
            .distribution(
                    Signal.REQUEST_PROMPT_TOKENS_SUM, Signal.REQUEST_PROMPT_TOKENS_COUNT, "vllm:request_prompt_tokens")
            .distribution(
                    Signal.REQUEST_GENERATION_TOKENS_SUM,
                    Signal.REQUEST_GENERATION_TOKENS_COUNT,
                    "vllm:request_generation_tokens")
            .timeToFirstToken("vllm:time_to_first_token_seconds")
            .plain(Signal.STARTED, "vllm:generation_tokens_created", PROCESS_START)
            .build();

    static final EngineMap SGLANG = EngineMap.builder()
            .plain(Signal.RUNNING, "sglang:num_running_reqs", "sglang_num_running_reqs")
            .plain(Signal.WAITING, "sglang:num_queue_reqs", "sglang_num_queue_reqs")
            .plain(Signal.KV_CACHE_USAGE, "sglang:token_usage", "sglang_token_usage")
            .plain(Signal.KV_CACHE_TOKENS, "sglang:max_total_num_tokens", "sglang_max_total_num_tokens")
            .plain(Signal.PROMPT_TOKENS, "sglang:prompt_tokens_total", "sglang_prompt_tokens_total")
            .plain(Signal.GENERATION_TOKENS, "sglang:generation_tokens_total", "sglang_generation_tokens_total")
            .plain(Signal.CACHED_PROMPT_TOKENS, "sglang:cached_tokens_total", "sglang_cached_tokens_total")
            .plain(Signal.PREEMPTIONS, "sglang:num_retracted_requests_total", "sglang_num_retracted_requests_total")
            .keyed(Signal.FINISHED, 0, "finished", "sglang:num_requests_total")
            .keyed(Signal.FINISHED, 0, "abort", "sglang:num_aborted_requests_total")
            .keyed(Signal.FINISHED, 1, "finished", "sglang_num_requests_total")
            .keyed(Signal.FINISHED, 1, "abort", "sglang_num_aborted_requests_total")
            .distribution(
                    Signal.INTER_TOKEN_LATENCY_SUM,
                    Signal.INTER_TOKEN_LATENCY_COUNT,
                    "sglang:inter_token_latency_seconds",
                    "sglang:time_per_output_token_seconds",
                    "sglang_inter_token_latency_seconds")
            .distribution(
                    Signal.REQUEST_PROMPT_TOKENS_SUM,
                    Signal.REQUEST_PROMPT_TOKENS_COUNT,
                    "sglang:prompt_tokens_histogram",
                    "sglang_prompt_tokens_histogram")
            .distribution(
                    Signal.REQUEST_GENERATION_TOKENS_SUM,
                    Signal.REQUEST_GENERATION_TOKENS_COUNT,
                    "sglang:generation_tokens_histogram",
                    "sglang_generation_tokens_histogram")
            .timeToFirstToken("sglang:time_to_first_token_seconds", "sglang_time_to_first_token_seconds")
            .plain(Signal.STARTED, "sglang:generation_tokens_created", PROCESS_START)
            .build();

    static final EngineMap TENSORRT_LLM = EngineMap.builder()
            .plain(Signal.RUNNING, "trtllm_num_requests_running", "trtllm_num_active_requests")
            .plain(Signal.WAITING, "trtllm_num_requests_waiting", "trtllm_server_queue_length")
            .plain(Signal.KV_CACHE_USAGE, "trtllm_kv_cache_utilization")
            .plain(Signal.KV_CACHE_BLOCKS, "trtllm_kv_cache_max_blocks")
            .plain(Signal.KV_CACHE_BLOCK_TOKENS, "trtllm_kv_cache_tokens_per_block")
            .plain(Signal.PROMPT_TOKENS, "trtllm_prompt_tokens_total")
            .plain(Signal.GENERATION_TOKENS, "trtllm_generation_tokens_total")
            .plain(Signal.CACHED_PROMPT_TOKENS, "trtllm_prompt_cached_tokens_total")
            .split(Signal.FINISHED, "finished_reason", "trtllm_request_success_total")
            .distribution(
                    Signal.INTER_TOKEN_LATENCY_SUM,
                    Signal.INTER_TOKEN_LATENCY_COUNT,
                    "trtllm_time_per_output_token_seconds")
            .timeToFirstToken("trtllm_time_to_first_token_seconds")
            .plain(Signal.STARTED, "trtllm_request_success_created", PROCESS_START)
            .build();

    static final EngineMap TRITON_TENSORRT_LLM = EngineMap.builder()
            .where(Signal.RUNNING, "nv_trt_llm_request_metrics", "request_type", "scheduled")
            .where(Signal.WAITING, "nv_trt_llm_request_metrics", "request_type", "waiting")
            .where(Signal.KV_CACHE_USAGE, "nv_trt_llm_kv_cache_block_metrics", "kv_cache_block_type", "fraction")
            .where(Signal.KV_CACHE_BLOCKS, "nv_trt_llm_kv_cache_block_metrics", "kv_cache_block_type", "max")
            .where(
                    Signal.KV_CACHE_BLOCK_TOKENS,
                    "nv_trt_llm_kv_cache_block_metrics",
                    "kv_cache_block_type",
                    "tokens_per")
            .keyed(Signal.FINISHED, 0, "success", "nv_inference_request_success")
            .keyed(Signal.FINISHED, 0, "failure", "nv_inference_request_failure")
            .build();

    static final EngineMap TGI = EngineMap.builder()
            .plain(Signal.RUNNING, "tgi_batch_current_size")
            .plain(Signal.WAITING, "tgi_queue_size")
            .plain(Signal.PROMPT_TOKENS, "tgi_request_input_length_sum")
            .plain(Signal.GENERATION_TOKENS, "tgi_request_generated_tokens_sum")
            .keyed(Signal.FINISHED, 0, "success", "tgi_request_success")
            .keyed(Signal.FINISHED, 0, "failure", "tgi_request_failure")
            .keyed(Signal.FINISHED, 1, "success", "tgi_request_success_total")
            .keyed(Signal.FINISHED, 1, "failure", "tgi_request_failure_total")
            .distribution(
                    Signal.INTER_TOKEN_LATENCY_SUM,
                    Signal.INTER_TOKEN_LATENCY_COUNT,
                    "tgi_request_mean_time_per_token_duration")
            .distribution(
                    Signal.REQUEST_PROMPT_TOKENS_SUM, Signal.REQUEST_PROMPT_TOKENS_COUNT, "tgi_request_input_length")
            .distribution(
                    Signal.REQUEST_GENERATION_TOKENS_SUM,
                    Signal.REQUEST_GENERATION_TOKENS_COUNT,
                    "tgi_request_generated_tokens")
            .build();

    static final EngineMap NIM = EngineMap.builder()
            .plain(Signal.RUNNING, "num_requests_running")
            .plain(Signal.WAITING, "num_requests_waiting")
            .plain(Signal.KV_CACHE_USAGE, "gpu_cache_usage_perc")
            .plain(Signal.PROMPT_TOKENS, "prompt_tokens_total")
            .plain(Signal.GENERATION_TOKENS, "generation_tokens_total")
            .split(Signal.FINISHED, "finished_reason", "request_finish_total", "request_success_total")
            .distribution(
                    Signal.INTER_TOKEN_LATENCY_SUM, Signal.INTER_TOKEN_LATENCY_COUNT, "time_per_output_token_seconds")
            .distribution(Signal.REQUEST_PROMPT_TOKENS_SUM, Signal.REQUEST_PROMPT_TOKENS_COUNT, "request_prompt_tokens")
            .distribution(
                    Signal.REQUEST_GENERATION_TOKENS_SUM,
                    Signal.REQUEST_GENERATION_TOKENS_COUNT,
                    "request_generation_tokens")
            .timeToFirstToken("time_to_first_token_seconds")
            .plain(Signal.STARTED, "generation_tokens_created")
            .thenNamesOf(VLLM)
            .build();

    static final EngineMap LLAMA_CPP = EngineMap.builder()
            .plain(Signal.RUNNING, "llamacpp:requests_processing")
            .plain(Signal.WAITING, "llamacpp:requests_deferred")
            .plain(Signal.KV_CACHE_USAGE, "llamacpp:kv_cache_usage_ratio")
            .plain(Signal.PROMPT_TOKENS, "llamacpp:prompt_tokens_total")
            .plain(Signal.GENERATION_TOKENS, "llamacpp:tokens_predicted_total")
            .build();

    private EngineMaps() {}
}
