package dev.bailiwick.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series, sorted by name, so that two spellings of one label set are equal.
 *
 * @param values label values by label name; unmodifiable
 */
public record Labels(SortedMap<String, String> values) {

    /** No labels at all. */
    public static final Labels NONE = new Labels(new TreeMap<>());

    /** Copies the given values. */
    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The labels of a map, whatever its order. */
    public static Labels of(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    /** These labels and one more; an existing label of that name is replaced. */
    public Labels with(String name, String value) {
        SortedMap<String, String> copy = new TreeMap<>(values);
        copy.put(name, value);
        return new Labels(copy);
    }

    /** The value of a label, or null when the series does not carry it. */
    public @Nullable String get(String name) {
        return values.get(name);
    }
}
