package dev.bailiwick.metrics;

/** What a metric of an engine tells, whatever that engine calls it. */
public enum Signal {
    /** Requests in the engine's batch now. */
    RUNNING,
    /** Requests in the engine's queue now. */
    WAITING,
    /** Requests in the queue now, by the reason why they wait. */
    WAITING_BY_REASON,
    /** Share of the KV cache in use, 0 to 1; averaged where a page has several label sets. */
    KV_CACHE_USAGE,
    /** Tokens that the KV cache holds in all. */
    KV_CACHE_TOKENS,
    /** Blocks that the KV cache holds in all; with {@link #KV_CACHE_BLOCK_TOKENS} it gives the tokens. */
    KV_CACHE_BLOCKS,
    /** Tokens of one KV cache block; averaged where a page has several label sets. */
    KV_CACHE_BLOCK_TOKENS,
    /** Information gauge whose labels are the cache configuration. */
    CACHE_CONFIGURATION,
    /** Prompt tokens since the start, cached ones included. */
    PROMPT_TOKENS,
    /** Generated tokens since the start. */
    GENERATION_TOKENS,
    /** Prompt tokens since the start that came from a cache. */
    CACHED_PROMPT_TOKENS,
    /** Preemptions since the start. */
    PREEMPTIONS,
    /** Finished requests since the start, by the reason why they finished. */
    FINISHED,
    /** Tokens per engine step, sum. */
    ITERATION_TOKENS_SUM,
    /** Tokens per engine step, steps counted. */
    ITERATION_TOKENS_COUNT,
    /** Seconds between two tokens of a request, sum. */
    INTER_TOKEN_LATENCY_SUM,
    /** Seconds between two tokens of a request, gaps counted. */
    INTER_TOKEN_LATENCY_COUNT,
    /** Prompt tokens of finished requests, sum. */
    REQUEST_PROMPT_TOKENS_SUM,
    /** Prompt tokens of finished requests, requests counted. */
    REQUEST_PROMPT_TOKENS_COUNT,
    /** Generated tokens of finished requests, sum. */
    REQUEST_GENERATION_TOKENS_SUM,
    /** Generated tokens of finished requests, requests counted. */
    REQUEST_GENERATION_TOKENS_COUNT,
    /** Seconds from a request's arrival to its first token, cumulative count by upper edge. */
    TIME_TO_FIRST_TOKEN_BUCKET,
    /** Seconds from a request's arrival to its first token, sum. */
    TIME_TO_FIRST_TOKEN_SUM,
    /** Seconds from a request's arrival to its first token, requests counted. */
    TIME_TO_FIRST_TOKEN_COUNT,
    /** When the engine's counters began, in seconds since 1970; the latest where a page has several. */
    STARTED
}
