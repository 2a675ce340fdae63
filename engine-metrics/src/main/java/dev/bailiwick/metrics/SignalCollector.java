package dev.bailiwick.metrics;

import dev.bailiwick.metrics.SignalBindings.Binding;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the signals of one page after another and makes a reading of each. What stood at a place of the page before is
 * mostly what stands there on the next, so that it is not looked for again.
 */
final class SignalCollector implements SampleSink {

    /** As many keys as are remembered of a signal. */
    private static final int MAX_KEYS = 20_000;

    private static final int FIRST_ORDER = 64;

    private final SignalBindings bindings;
    private final Map<Signal, Gathered> gathered = new EnumMap<>(Signal.class);
    /** The series in the order of the page before, and what they stand for. */
    private @Nullable Series[] order = new @Nullable Series[FIRST_ORDER];

    private @Nullable List<Binding>[] bound = newLists(FIRST_ORDER);
    private int place;
    private EngineReading.@Nullable Refused refused;

    SignalCollector(SignalBindings bindings) {
        this.bindings = bindings;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private static @Nullable List<Binding>[] newLists(int length) {
        return new @Nullable List[length];
    }

    /** Begins a page. */
    void begin() {
        refused = null;
        place = 0;
        gathered.values().removeIf(signal -> signal.keys() > MAX_KEYS);
        gathered.values().forEach(Gathered::begin);
    }

    @Override
    public void sample(Series series, double value) {
        List<Binding> all = bindings(series);
        for (int i = 0; i < all.size(); i++) {
            // Adding zero makes a zero of a negative one, which would pass as a change.
            add(all.get(i), series, value + 0.0);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same instance mostly; another one is looked up
    private List<Binding> bindings(Series series) {
        int here = place++;
        if (here == order.length) {
            order = Arrays.copyOf(order, 2 * here);
            bound = Arrays.copyOf(bound, 2 * here);
        }
        List<Binding> expected = bound[here];
        if (expected != null && order[here] == series) {
            return expected;
        }
        List<Binding> found = bindings.of(series);
        order[here] = series;
        bound[here] = found;
        return found;
    }

    private void add(Binding binding, Series series, double value) {
        Gathered into = into(binding.signal());
        if (!into.accepts(binding.rank())) {
            return;
        }
        boolean believed = value >= 0 && value <= binding.limit();
        if (!believed && refused == null) {
            refused = refuse(series, value, binding.limit());
        }
        into.add(binding.key(), value);
        if (binding.configuration() != null) {
            into.add(binding.configuration());
        }
    }

    private Gathered into(Signal signal) {
        Gathered into = gathered.get(signal);
        if (into == null) {
            into = new Gathered();
            gathered.put(signal, into);
        }
        return into;
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
                return refuse(EngineReading.Reason.MISSING_SIGNAL, "the page has no metric " + bindings.nameOf(needed));
            }
        }
        return new EngineReading.Read(sample());
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
