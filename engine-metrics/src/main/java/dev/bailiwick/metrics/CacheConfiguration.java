package dev.bailiwick.metrics;

import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of an engine's cache configuration say.
 *
 * @param labels the labels
 * @param kvTokens tokens that the KV cache holds, when they say it
 */
record CacheConfiguration(Labels labels, OptionalDouble kvTokens) {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");

    static CacheConfiguration of(Labels labels) {
        OptionalDouble size = number(labels.get("kv_cache_size_tokens"));
        OptionalDouble blocks = number(labels.get("num_gpu_blocks"));
        OptionalDouble blockSize = number(labels.get("block_size"));
        OptionalDouble tokens = size.isPresent() || blocks.isEmpty() || blockSize.isEmpty()
                ? size
                : OptionalDouble.of(blocks.getAsDouble() * blockSize.getAsDouble());
        return new CacheConfiguration(labels, tokens);
    }

    /** This and another label set of the same page: later labels stand, tokens add up. */
    CacheConfiguration and(CacheConfiguration other) {
        SortedMap<String, String> both = new TreeMap<>(labels.values());
        both.putAll(other.labels.values());
        OptionalDouble tokens = kvTokens.isPresent() || other.kvTokens.isPresent()
                ? OptionalDouble.of(kvTokens.orElse(0) + other.kvTokens.orElse(0))
                : OptionalDouble.empty();
        return new CacheConfiguration(new Labels(both), tokens);
    }

    /** A label's number; absent when there is none, as in {@code num_cpu_blocks="None"}. */
    private static OptionalDouble number(@Nullable String text) {
        return text == null || !COUNT.matcher(text).matches()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }
}
