package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the signals of one page and makes a reading of them. */
final class SignalCollector implements SampleSink {

    /** Requests that no engine holds at once. */
    private static final double MAX_REQUESTS = 1e6;
    /** A counter that no engine reaches: at a million a second it takes thirty years. */
    private static final double MAX_COUNTER = 1e15;
    /** Room for rounding above a full KV cache. */
    private static final double MAX_USAGE = 1.001;

    private final Map<String, List<SignalName>> byName = new HashMap<>();
    private final Map<Signal, Gathered> gathered = new EnumMap<>(Signal.class);
    private EngineReading.@Nullable Refused refused;

    /** What one signal's best rank brought so far. */
    private static final class Gathered {
        int rank;
        double sum;
        double max = Double.NEGATIVE_INFINITY;
        int series;
        final SortedMap<String, Double> keyed = new TreeMap<>();
        final Map<String, String> labels = new HashMap<>();
        double kvTokens;
        boolean kvTokensKnown;
    }

    SignalCollector(EngineMap map) {
        for (SignalName name : map.names()) {
            byName.computeIfAbsent(name.name(), key -> new ArrayList<>(2)).add(name);
        }
    }

    @Override
    public void sample(Series series, double value) {
        for (SignalName name : byName.getOrDefault(series.name(), List.of())) {
            if (name.matches(series.labels())) {
                // Adding zero makes a zero of a negative one, which would pass as a change.
                add(name, series, value + 0.0);
            }
        }
    }

    private void add(SignalName name, Series series, double value) {
        Gathered into = gathered.computeIfAbsent(name.signal(), key -> fresh(name.rank()));
        if (name.rank() > into.rank) {
            return;
        }
        if (name.rank() < into.rank) {
            into = fresh(name.rank());
            gathered.put(name.signal(), into);
        }
        check(name.signal(), series, value);
        into.sum += value;
        into.max = Math.max(into.max, value);
        into.series++;
        String key = name.keyLabel() == null ? name.key() : series.labels().get(name.keyLabel());
        if (key != null) {
            into.keyed.merge(key, value, Double::sum);
        }
        if (name.signal() == Signal.CACHE_CONFIGURATION) {
            addConfiguration(into, series.labels());
        }
    }

    private static Gathered fresh(int rank) {
        Gathered fresh = new Gathered();
        fresh.rank = rank;
        return fresh;
    }

    private static void addConfiguration(Gathered into, Labels labels) {
        into.labels.putAll(labels.values());
        OptionalDouble size = number(labels.get("kv_cache_size_tokens"));
        OptionalDouble blocks = number(labels.get("num_gpu_blocks"));
        OptionalDouble blockSize = number(labels.get("block_size"));
        if (size.isPresent()) {
            into.kvTokens += size.getAsDouble();
            into.kvTokensKnown = true;
        } else if (blocks.isPresent() && blockSize.isPresent()) {
            into.kvTokens += blocks.getAsDouble() * blockSize.getAsDouble();
            into.kvTokensKnown = true;
        }
    }

    /** A label's number; absent when there is none, as in {@code num_cpu_blocks="None"}. */
    private static OptionalDouble number(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,15}")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private void check(Signal signal, Series series, double value) {
        if (refused != null) {
            return;
        }
        double limit = switch (signal) {
            case RUNNING, WAITING, WAITING_BY_REASON -> MAX_REQUESTS;
            case KV_CACHE_USAGE -> MAX_USAGE;
            default -> MAX_COUNTER;
        };
        if (Double.isNaN(value)) {
            refused = refuse(EngineReading.Reason.NOT_A_NUMBER, series.name() + " is NaN");
        } else if (value < 0) {
            refused = refuse(EngineReading.Reason.NEGATIVE, series.name() + " is " + value);
        } else if (value > limit) {
            refused = refuse(
                    EngineReading.Reason.ABSURD,
                    series.name() + " is " + value + ", and no engine reaches more than " + limit);
        }
    }

    private static EngineReading.Refused refuse(EngineReading.Reason reason, String message) {
        return new EngineReading.Refused(reason, message);
    }

    EngineReading reading() {
        if (refused != null) {
            return refused;
        }
        for (Signal needed : List.of(Signal.RUNNING, Signal.WAITING)) {
            if (!gathered.containsKey(needed)) {
                return refuse(EngineReading.Reason.MISSING_SIGNAL, "the page has no metric " + nameOf(needed));
            }
        }
        return new EngineReading.Read(sample());
    }

    private String nameOf(Signal signal) {
        return byName.values().stream()
                .flatMap(List::stream)
                .filter(name -> name.signal() == signal && name.rank() == 0)
                .map(SignalName::name)
                .findFirst()
                .orElse(signal.name());
    }

    private EngineSample sample() {
        return EngineSample.builder(
                        sum(Signal.RUNNING).orElse(0), sum(Signal.WAITING).orElse(0))
                .waitingByReason(keyed(Signal.WAITING_BY_REASON))
                .kvCacheUsage(mean(Signal.KV_CACHE_USAGE))
                .kvCacheTokens(kvCacheTokens())
                .tokens(sum(Signal.PROMPT_TOKENS), sum(Signal.GENERATION_TOKENS), sum(Signal.CACHED_PROMPT_TOKENS))
                .preemptions(sum(Signal.PREEMPTIONS))
                .finishedByReason(keyed(Signal.FINISHED))
                .iterationTokens(distribution(Signal.ITERATION_TOKENS_SUM, Signal.ITERATION_TOKENS_COUNT))
                .interTokenLatency(distribution(Signal.INTER_TOKEN_LATENCY_SUM, Signal.INTER_TOKEN_LATENCY_COUNT))
                .requestTokens(
                        distribution(Signal.REQUEST_PROMPT_TOKENS_SUM, Signal.REQUEST_PROMPT_TOKENS_COUNT),
                        distribution(Signal.REQUEST_GENERATION_TOKENS_SUM, Signal.REQUEST_GENERATION_TOKENS_COUNT))
                .timeToFirstToken(timeToFirstToken())
                .cacheConfiguration(configuration())
                .startedAt(started())
                .build();
    }

    private OptionalDouble sum(Signal signal) {
        Gathered found = gathered.get(signal);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.sum);
    }

    private OptionalDouble mean(Signal signal) {
        Gathered found = gathered.get(signal);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.sum / found.series);
    }

    private OptionalDouble started() {
        Gathered found = gathered.get(Signal.STARTED);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.max);
    }

    private Map<String, Double> keyed(Signal signal) {
        Gathered found = gathered.get(signal);
        return found == null ? Map.of() : found.keyed;
    }

    private Map<String, String> configuration() {
        Gathered found = gathered.get(Signal.CACHE_CONFIGURATION);
        return found == null ? Map.of() : found.labels;
    }

    private OptionalDouble kvCacheTokens() {
        Gathered configuration = gathered.get(Signal.CACHE_CONFIGURATION);
        if (configuration != null && configuration.kvTokensKnown) {
            return OptionalDouble.of(configuration.kvTokens);
        }
        OptionalDouble blocks = sum(Signal.KV_CACHE_BLOCKS);
        OptionalDouble blockTokens = mean(Signal.KV_CACHE_BLOCK_TOKENS);
        return blocks.isPresent() && blockTokens.isPresent()
                ? OptionalDouble.of(blocks.getAsDouble() * blockTokens.getAsDouble())
                : sum(Signal.KV_CACHE_TOKENS);
    }

    private @Nullable Distribution distribution(Signal sum, Signal count) {
        OptionalDouble total = sum(sum);
        OptionalDouble number = sum(count);
        return total.isPresent() && number.isPresent()
                ? new Distribution(total.getAsDouble(), number.getAsDouble())
                : null;
    }

    private @Nullable Histogram timeToFirstToken() {
        SortedMap<Double, Double> byEdge = new TreeMap<>();
        NumberReader numbers = new NumberReader();
        keyed(Signal.TIME_TO_FIRST_TOKEN_BUCKET).forEach((edge, count) -> {
            byte[] bytes = edge.getBytes(StandardCharsets.UTF_8);
            if (numbers.read(bytes, 0, bytes.length) == bytes.length && !Double.isNaN(numbers.value())) {
                byEdge.put(numbers.value(), count);
            }
        });
        OptionalDouble sum = sum(Signal.TIME_TO_FIRST_TOKEN_SUM);
        boolean whole = sum.isPresent() && !byEdge.isEmpty() && byEdge.lastKey() == Double.POSITIVE_INFINITY;
        return whole
                ? new Histogram(List.copyOf(byEdge.keySet()), List.copyOf(byEdge.values()), sum.getAsDouble())
                : null;
    }
}
