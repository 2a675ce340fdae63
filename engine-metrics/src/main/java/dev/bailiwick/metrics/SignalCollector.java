package dev.bailiwick.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the signals of one page after another and makes a reading of each. What a series stands for is found once and
 * remembered by the series itself, which the parser hands out again on the next page.
 */
final class SignalCollector implements SampleSink {

    /** Requests that no engine holds at once. */
    private static final double MAX_REQUESTS = 1e6;
    /** A counter that no engine reaches: at a million a second it takes thirty years. */
    private static final double MAX_COUNTER = 1e15;
    /** Room for rounding above a full KV cache. */
    private static final double MAX_USAGE = 1.001;
    /** As many series as a parser remembers. */
    private static final int MAX_REMEMBERED_SERIES = 20_000;

    private static final int FIRST_ORDER = 64;

    private final Map<String, List<SignalName>> byName = new HashMap<>();
    private final IdentityHashMap<Series, Bound> bindings = new IdentityHashMap<>();
    /** The series in the order of the page before, which is mostly the order of the next. */
    private @Nullable Bound[] order = new @Nullable Bound[FIRST_ORDER];

    private int place;
    private final Map<Signal, Gathered> gathered = new EnumMap<>(Signal.class);
    private EngineReading.@Nullable Refused refused;

    /**
     * What a series stands for.
     *
     * @param rank the rank of its name
     * @param into where it is gathered
     * @param limit the most that is believed
     * @param slot the slot of its key, or -1 without one
     * @param configuration what its labels say of the KV cache, or null
     */
    private record Binding(
            int rank,
            Gathered into,
            double limit,
            int slot,
            @Nullable CacheConfiguration configuration) {}

    /** A series with all that it stands for. */
    private record Bound(Series series, List<Binding> bindings) {}

    SignalCollector(EngineMap map) {
        for (SignalName name : map.names()) {
            byName.computeIfAbsent(name.name(), key -> new ArrayList<>(2)).add(name);
        }
    }

    /** Begins a page. */
    void begin() {
        refused = null;
        place = 0;
        if (bindings.size() > MAX_REMEMBERED_SERIES) {
            bindings.clear();
            Arrays.fill(order, null);
            gathered.clear();
        }
        gathered.values().forEach(Gathered::begin);
    }

    @Override
    public void sample(Series series, double value) {
        List<Binding> bound = bound(series).bindings();
        for (int i = 0; i < bound.size(); i++) {
            // Adding zero makes a zero of a negative one, which would pass as a change.
            add(bound.get(i), series, value + 0.0);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a parser hands out one instance of a series
    private Bound bound(Series series) {
        int here = place++;
        if (here == order.length) {
            order = Arrays.copyOf(order, 2 * here);
        }
        Bound expected = order[here];
        if (expected != null && expected.series() == series) {
            return expected;
        }
        Bound bound = bindings.computeIfAbsent(series, this::bind);
        order[here] = bound;
        return bound;
    }

    private Bound bind(Series series) {
        List<Binding> bound = new ArrayList<>(1);
        for (SignalName name : byName.getOrDefault(series.name(), List.of())) {
            if (name.matches(series.labels())) {
                Gathered into = gathered.computeIfAbsent(name.signal(), signal -> new Gathered());
                String key =
                        name.keyLabel() == null ? name.key() : series.labels().get(name.keyLabel());
                CacheConfiguration configuration =
                        name.signal() == Signal.CACHE_CONFIGURATION ? CacheConfiguration.of(series.labels()) : null;
                int slot = key == null ? -1 : into.slot(key);
                bound.add(new Binding(name.rank(), into, limit(name.signal()), slot, configuration));
            }
        }
        return new Bound(series, List.copyOf(bound));
    }

    private static double limit(Signal signal) {
        return switch (signal) {
            case RUNNING, WAITING, WAITING_BY_REASON -> MAX_REQUESTS;
            case KV_CACHE_USAGE -> MAX_USAGE;
            default -> MAX_COUNTER;
        };
    }

    private void add(Binding binding, Series series, double value) {
        Gathered into = binding.into();
        if (!into.accepts(binding.rank())) {
            return;
        }
        boolean believed = value >= 0 && value <= binding.limit();
        if (!believed && refused == null) {
            refused = refuse(series, value, binding.limit());
        }
        into.add(binding.slot(), value);
        if (binding.configuration() != null) {
            into.add(binding.configuration());
        }
    }

    private static EngineReading.Refused refuse(Series series, double value, double limit) {
        if (Double.isNaN(value)) {
            return refuse(EngineReading.Reason.NOT_A_NUMBER, series.name() + " is NaN");
        }
        return value < 0
                ? refuse(EngineReading.Reason.NEGATIVE, series.name() + " is " + value)
                : refuse(
                        EngineReading.Reason.ABSURD,
                        series.name() + " is " + value + ", and no engine reaches more than " + limit);
    }

    private static EngineReading.Refused refuse(EngineReading.Reason reason, String message) {
        return new EngineReading.Refused(reason, message);
    }

    EngineReading reading() {
        if (refused != null) {
            return refused;
        }
        for (Signal needed : List.of(Signal.RUNNING, Signal.WAITING)) {
            if (found(needed) == null) {
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
        Gathered found = found(signal);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.sum());
    }

    private OptionalDouble mean(Signal signal) {
        Gathered found = found(signal);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.sum() / found.series());
    }

    private OptionalDouble started() {
        Gathered found = found(Signal.STARTED);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.max());
    }

    private SortedMap<String, Double> keyed(Signal signal) {
        Gathered found = found(signal);
        return found == null ? Collections.emptySortedMap() : found.keyed();
    }

    private Labels configuration() {
        Gathered found = found(Signal.CACHE_CONFIGURATION);
        return found == null ? Labels.NONE : found.configuration().labels();
    }

    private OptionalDouble kvCacheTokens() {
        Gathered found = found(Signal.CACHE_CONFIGURATION);
        OptionalDouble configured =
                found == null ? OptionalDouble.empty() : found.configuration().kvTokens();
        if (configured.isPresent()) {
            return configured;
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
        Gathered found = found(Signal.TIME_TO_FIRST_TOKEN_BUCKET);
        OptionalDouble sum = sum(Signal.TIME_TO_FIRST_TOKEN_SUM);
        return found == null || sum.isEmpty() ? null : found.histogram(sum.getAsDouble());
    }

    /** What the page brought of a signal, or null when it brought nothing. */
    private @Nullable Gathered found(Signal signal) {
        Gathered found = gathered.get(signal);
        return found == null || found.series() == 0 ? null : found;
    }
}
