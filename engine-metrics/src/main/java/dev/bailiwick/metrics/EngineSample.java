package dev.bailiwick.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one page of one engine said. A signal that the page does not carry is absent, never zero: an empty optional, an
 * empty map or null. Where a page has several label sets (several models or engines), numbers are summed and the KV
 * cache usage is averaged. Counters run since the engine started.
 *
 * @param running requests in the batch, 0 or more
 * @param waiting requests in the queue, 0 or more
 * @param waitingByReason requests in the queue by reason; empty when the engine does not split them
 * @param kvCacheUsage share of the KV cache in use, 0 to 1
 * @param kvCacheTokens tokens that the KV cache holds in all
 * @param promptTokens prompt tokens, counted when a prefill ends, cached ones included
 * @param generationTokens generated tokens
 * @param cachedPromptTokens prompt tokens that came from a cache
 * @param preemptions requests put back from the batch into the queue
 * @param finishedByReason finished requests by reason; empty when the engine does not count them
 * @param iterationTokens tokens per engine step; steps that returned no token are not counted (vLLM)
 * @param interTokenLatency seconds between two tokens, or null
 * @param requestPromptTokens prompt tokens per finished request, or null
 * @param requestGenerationTokens generated tokens per finished request, or null
 * @param timeToFirstToken seconds to the first token, or null
 * @param cacheConfiguration labels of the engine's cache configuration; none when it shows none
 * @param startedAt when the counters began, in seconds since 1970
 */
public record EngineSample(
        double running,
        double waiting,
        SortedMap<String, Double> waitingByReason,
        OptionalDouble kvCacheUsage,
        OptionalDouble kvCacheTokens,
        OptionalDouble promptTokens,
        OptionalDouble generationTokens,
        OptionalDouble cachedPromptTokens,
        OptionalDouble preemptions,
        SortedMap<String, Double> finishedByReason,
        @Nullable Distribution iterationTokens,
        @Nullable Distribution interTokenLatency,
        @Nullable Distribution requestPromptTokens,
        @Nullable Distribution requestGenerationTokens,
        @Nullable Histogram timeToFirstToken,
        Labels cacheConfiguration,
        OptionalDouble startedAt) {

    /** Copies the maps. */
    public EngineSample {
        waitingByReason = Collections.unmodifiableSortedMap(new TreeMap<>(waitingByReason));
        finishedByReason = Collections.unmodifiableSortedMap(new TreeMap<>(finishedByReason));
    }

    /** Running and waiting together. */
    public double inFlight() {
        return running + waiting;
    }

    /** Finished requests of all reasons; absent when the engine does not count them. */
    public OptionalDouble finished() {
        if (finishedByReason.isEmpty()) {
            return OptionalDouble.empty();
        }
        double finished = 0;
        for (double count : finishedByReason.values()) {
            finished += count;
        }
        return OptionalDouble.of(finished);
    }

    /** Prompt and generated tokens without cached prompt tokens; absent when prompt or generated tokens are. */
    public OptionalDouble servedTokens() {
        return promptTokens.isPresent() && generationTokens.isPresent()
                ? OptionalDouble.of(
                        promptTokens.getAsDouble() - cachedPromptTokens.orElse(0) + generationTokens.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Begins a sample of an engine that shows nothing but its batch and its queue. */
    public static Builder builder(double running, double waiting) {
        return new Builder(running, waiting);
    }

    /** Collects the signals that a page carries. */
    public static final class Builder {

        private final double running;
        private final double waiting;
        private SortedMap<String, Double> waitingByReason = Collections.emptySortedMap();
        private OptionalDouble kvCacheUsage = OptionalDouble.empty();
        private OptionalDouble kvCacheTokens = OptionalDouble.empty();
        private OptionalDouble promptTokens = OptionalDouble.empty();
        private OptionalDouble generationTokens = OptionalDouble.empty();
        private OptionalDouble cachedPromptTokens = OptionalDouble.empty();
        private OptionalDouble preemptions = OptionalDouble.empty();
        private SortedMap<String, Double> finishedByReason = Collections.emptySortedMap();
        private @Nullable Distribution iterationTokens;
        private @Nullable Distribution interTokenLatency;
        private @Nullable Distribution requestPromptTokens;
        private @Nullable Distribution requestGenerationTokens;
        private @Nullable Histogram timeToFirstToken;
        private Labels cacheConfiguration = Labels.NONE;
        private OptionalDouble startedAt = OptionalDouble.empty();

        private Builder(double running, double waiting) {
            this.running = running;
            this.waiting = waiting;
        }

        /** Sets the queue's split by reason. */
        public Builder waitingByReason(Map<String, Double> value) {
            waitingByReason = sorted(value);
            return this;
        }

        /** Sets the share of the KV cache in use, 0 to 1. */
        public Builder kvCacheUsage(OptionalDouble value) {
            kvCacheUsage = value;
            return this;
        }

        /** Sets the tokens that the KV cache holds. */
        public Builder kvCacheTokens(OptionalDouble value) {
            kvCacheTokens = value;
            return this;
        }

        /** Sets the token counters. */
        public Builder tokens(OptionalDouble prompt, OptionalDouble generation, OptionalDouble cachedPrompt) {
            promptTokens = prompt;
            generationTokens = generation;
            cachedPromptTokens = cachedPrompt;
            return this;
        }

        /** Sets the preemptions. */
        public Builder preemptions(OptionalDouble value) {
            preemptions = value;
            return this;
        }

        /** Sets finished requests by reason. */
        public Builder finishedByReason(Map<String, Double> value) {
            finishedByReason = sorted(value);
            return this;
        }

        /** Sets the tokens per step. */
        public Builder iterationTokens(@Nullable Distribution value) {
            iterationTokens = value;
            return this;
        }

        /** Sets the seconds between two tokens. */
        public Builder interTokenLatency(@Nullable Distribution value) {
            interTokenLatency = value;
            return this;
        }

        /** Sets the tokens per finished request. */
        public Builder requestTokens(@Nullable Distribution prompt, @Nullable Distribution generation) {
            requestPromptTokens = prompt;
            requestGenerationTokens = generation;
            return this;
        }

        /** Sets the seconds to the first token. */
        public Builder timeToFirstToken(@Nullable Histogram value) {
            timeToFirstToken = value;
            return this;
        }

        /** Sets the labels of the cache configuration. */
        public Builder cacheConfiguration(Labels value) {
            cacheConfiguration = value;
            return this;
        }

        /** Sets when the counters began, in seconds since 1970. */
        public Builder startedAt(OptionalDouble value) {
            startedAt = value;
            return this;
        }

        /** The sample copies what is sorted, so that it is not copied here. */
        private static SortedMap<String, Double> sorted(Map<String, Double> value) {
            return value instanceof SortedMap<String, Double> sorted ? sorted : new TreeMap<>(value);
        }

        /** The sample. */
        public EngineSample build() {
            return new EngineSample(
                    running,
                    waiting,
                    waitingByReason,
                    kvCacheUsage,
                    kvCacheTokens,
                    promptTokens,
                    generationTokens,
                    cachedPromptTokens,
                    preemptions,
                    finishedByReason,
                    iterationTokens,
                    interTokenLatency,
                    requestPromptTokens,
                    requestGenerationTokens,
                    timeToFirstToken,
                    cacheConfiguration,
                    startedAt);
        }
    }
}
