package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one signal's best rank brought on one page. Keys have slots, which outlive the page. */
final class Gathered {
    private static final int FIRST_SLOTS = 8;
    private static final CacheConfiguration UNCONFIGURED = new CacheConfiguration(Labels.NONE, OptionalDouble.empty());

    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private double[] sums = new double[0];
    private boolean[] seen = new boolean[0];
    private @Nullable List<Double> edges;
    private int last;
    private int rank;
    private double sum;
    private double max;
    private int series;
    private @Nullable CacheConfiguration configuration;

    /** Forgets the page before. */
    void begin() {
        sum = 0;
        max = Double.NEGATIVE_INFINITY;
        series = 0;
        configuration = null;
        Arrays.fill(seen, false);
    }

    /** How many keys have a slot. */
    int keys() {
        return keys.size();
    }

    /** The slot of a key; keys mostly come in the order of the page before. */
    @SuppressWarnings("ReferenceEquality") // the same instance mostly; another one is looked up
    private int slot(String key) {
        int next = last + 1 < keys.size() ? last + 1 : 0;
        last = next < keys.size() && keys.get(next) == key ? next : looked(key);
        return last;
    }

    private int looked(String key) {
        Integer known = slots.get(key);
        if (known != null) {
            return known;
        }
        int slot = keys.size();
        keys.add(key);
        slots.put(key, slot);
        if (slot == sums.length) {
            sums = Arrays.copyOf(sums, Math.max(FIRST_SLOTS, 2 * slot));
            seen = Arrays.copyOf(seen, sums.length);
        }
        edges = null;
        return slot;
    }

    /** Whether a sample of a name of this rank counts; a better rank than before throws away what came. */
    boolean accepts(int offered) {
        if (series == 0 || offered < rank) {
            begin();
            rank = offered;
        }
        return offered == rank;
    }

    /** Adds a sample, and to its key if it has one. */
    void add(@Nullable String key, double value) {
        sum += value;
        max = Math.max(max, value);
        series++;
        if (key != null) {
            int slot = slot(key);
            sums[slot] = seen[slot] ? sums[slot] + value : value;
            seen[slot] = true;
        }
    }

    void add(CacheConfiguration more) {
        configuration = configuration == null ? more : configuration.and(more);
    }

    /** Samples of the page. */
    int series() {
        return series;
    }

    double sum() {
        return sum;
    }

    double max() {
        return max;
    }

    CacheConfiguration configuration() {
        return configuration == null ? UNCONFIGURED : configuration;
    }

    SortedMap<String, Double> keyed() {
        SortedMap<String, Double> keyed = new TreeMap<>();
        for (int slot = 0; slot < keys.size(); slot++) {
            if (seen[slot]) {
                keyed.put(keys.get(slot), sums[slot]);
            }
        }
        return keyed;
    }

    /** The histogram whose upper edges the keys are; null without a bucket that counts all. */
    @Nullable
    Histogram histogram(double total) {
        List<Double> rising = edges == null ? rising() : edges;
        edges = rising;
        boolean whole = rising.size() == keys.size();
        for (int slot = 0; slot < keys.size() && whole; slot++) {
            whole = seen[slot];
        }
        return whole && !rising.isEmpty() && rising.getLast() == Double.POSITIVE_INFINITY
                ? new Histogram(rising, Doubles.of(sums, keys.size()), total)
                : sorted(total);
    }

    /** The edges of all keys, up to the first that is none or does not rise. */
    private List<Double> rising() {
        List<Double> rising = new ArrayList<>(keys.size());
        double last = Double.NEGATIVE_INFINITY;
        for (String key : keys) {
            double edge = edge(key);
            if (!(edge > last)) {
                break;
            }
            rising.add(edge);
            last = edge;
        }
        return List.copyOf(rising);
    }

    /** The histogram of a page whose buckets are out of order, or not all there. */
    private @Nullable Histogram sorted(double total) {
        SortedMap<Double, Double> byEdge = new TreeMap<>();
        keyed().forEach((key, count) -> {
            double edge = edge(key);
            if (!Double.isNaN(edge)) {
                byEdge.put(edge, count);
            }
        });
        return !byEdge.isEmpty() && byEdge.lastKey() == Double.POSITIVE_INFINITY
                ? new Histogram(List.copyOf(byEdge.keySet()), List.copyOf(byEdge.values()), total)
                : null;
    }

    /** The number that a key is; NaN when it is none. */
    private static double edge(String key) {
        NumberReader numbers = new NumberReader();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return numbers.read(bytes, 0, bytes.length) == bytes.length ? numbers.value() : Double.NaN;
    }
}
