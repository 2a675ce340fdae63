package dev.bailiwick.autoscaler.journal;

import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Histogram;
import dev.bailiwick.metrics.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a sample as a row: the fixed columns, then waiting by reason, finished by reason and the cumulative
 * buckets of the time to the first token, whose keys are those of the pod's shape. An absent signal is null.
 */
final class Columns {

    /** Names of the fixed columns, in the order of a row. */
    static final List<String> FIXED = List.of(
            "running",
            "waiting",
            "kvCacheUsage",
            "kvCacheTokens",
            "promptTokens",
            "generationTokens",
            "cachedPromptTokens",
            "preemptions",
            "iterationTokensSum",
            "iterationTokensCount",
            "interTokenLatencySum",
            "interTokenLatencyCount",
            "requestPromptTokensSum",
            "requestPromptTokensCount",
            "requestGenerationTokensSum",
            "requestGenerationTokensCount",
            "timeToFirstTokenSum",
            "startedAt");

    private Columns() {}

    /**
     * What a pod's rows look like.
     *
     * @param waitingKeys reasons of waiting
     * @param finishedKeys reasons of finishing
     * @param edges finite upper edges of the buckets, or null without the histogram
     * @param cacheConfiguration the engine's cache configuration, which no row repeats
     */
    record Shape(
            List<String> waitingKeys,
            List<String> finishedKeys,
            @Nullable List<Double> edges,
            Labels cacheConfiguration) {

        static Shape of(EngineSample sample) {
            Histogram histogram = sample.timeToFirstToken();
            return new Shape(
                    List.copyOf(sample.waitingByReason().keySet()),
                    List.copyOf(sample.finishedByReason().keySet()),
                    histogram == null ? null : List.copyOf(withoutLast(histogram.upperEdges())),
                    sample.cacheConfiguration());
        }

        private static List<Double> withoutLast(List<Double> edges) {
            return edges.subList(0, edges.size() - 1);
        }

        int width() {
            int buckets = edges == null ? 0 : edges.size() + 1;
            return FIXED.size() + waitingKeys.size() + finishedKeys.size() + buckets;
        }
    }

    static @Nullable Double[] row(EngineSample sample) {
        List<@Nullable Double> row = new ArrayList<>();
        row.add(sample.running());
        row.add(sample.waiting());
        add(row, sample.kvCacheUsage());
        add(row, sample.kvCacheTokens());
        add(row, sample.promptTokens());
        add(row, sample.generationTokens());
        add(row, sample.cachedPromptTokens());
        add(row, sample.preemptions());
        add(row, sample.iterationTokens());
        add(row, sample.interTokenLatency());
        add(row, sample.requestPromptTokens());
        add(row, sample.requestGenerationTokens());
        Histogram histogram = sample.timeToFirstToken();
        row.add(histogram == null ? null : (Double) histogram.sum());
        add(row, sample.startedAt());
        row.addAll(sample.waitingByReason().values());
        row.addAll(sample.finishedByReason().values());
        if (histogram != null) {
            row.addAll(histogram.cumulative());
        }
        return row.toArray(Double[]::new);
    }

    static EngineSample sample(Shape shape, @Nullable Double[] row) {
        Double running = row[0];
        Double waiting = row[1];
        if (running == null || waiting == null) {
            throw new IllegalArgumentException("a row without running or waiting requests");
        }
        int waitingAt = FIXED.size();
        int finishedAt = waitingAt + shape.waitingKeys().size();
        int bucketsAt = finishedAt + shape.finishedKeys().size();
        return EngineSample.builder(running, waiting)
                .kvCacheUsage(optional(row[2]))
                .kvCacheTokens(optional(row[3]))
                .tokens(optional(row[4]), optional(row[5]), optional(row[6]))
                .preemptions(optional(row[7]))
                .iterationTokens(distribution(row[8], row[9]))
                .interTokenLatency(distribution(row[10], row[11]))
                .requestTokens(distribution(row[12], row[13]), distribution(row[14], row[15]))
                .timeToFirstToken(histogram(shape, row, bucketsAt))
                .startedAt(optional(row[17]))
                .waitingByReason(keyed(shape.waitingKeys(), row, waitingAt))
                .finishedByReason(keyed(shape.finishedKeys(), row, finishedAt))
                .cacheConfiguration(shape.cacheConfiguration())
                .build();
    }

    private static void add(List<@Nullable Double> row, OptionalDouble value) {
        row.add(value.isPresent() ? (Double) value.getAsDouble() : null);
    }

    private static void add(List<@Nullable Double> row, @Nullable Distribution value) {
        row.add(value == null ? null : (Double) value.sum());
        row.add(value == null ? null : (Double) value.count());
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Distribution distribution(@Nullable Double sum, @Nullable Double count) {
        return sum == null || count == null ? null : new Distribution(sum, count);
    }

    private static Map<String, Double> keyed(List<String> keys, @Nullable Double[] row, int from) {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Double value = row[from + i];
            if (value != null) {
                values.put(keys.get(i), value);
            }
        }
        return values;
    }

    private static @Nullable Histogram histogram(Shape shape, @Nullable Double[] row, int from) {
        List<Double> edges = shape.edges();
        Double sum = row[16];
        if (edges == null || sum == null) {
            return null;
        }
        List<Double> upperEdges = new ArrayList<>(edges);
        upperEdges.add(Double.POSITIVE_INFINITY);
        List<Double> cumulative = new ArrayList<>();
        for (int i = from; i < row.length; i++) {
            Double count = row[i];
            cumulative.add(count == null ? 0.0 : count);
        }
        return new Histogram(upperEdges, cumulative, sum);
    }
}
