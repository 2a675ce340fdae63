package dev.bailiwick.metrics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One name under which an engine shows a signal.
 *
 * @param signal the signal
 * @param name the metric name, suffix included
 * @param rank 0 for today's name, higher for older ones; only the best rank that is on the page counts, so that an
 *     engine in transition, which shows both, is not counted twice
 * @param where labels that a series must carry to be meant; empty for any series
 * @param keyLabel label that splits the signal, such as {@code reason}, or null
 * @param key fixed key where the name itself splits the signal, or null
 */
public record SignalName(
        Signal signal,
        String name,
        int rank,
        Map<String, String> where,
        @Nullable String keyLabel,
        @Nullable String key) {

    boolean matches(Labels labels) {
        return where.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
