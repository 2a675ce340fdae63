package dev.bailiwick.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the series of one kind of engine stand for: found once for all readers. Safe for several threads. */
final class SignalBindings {
    /** Requests that no engine holds at once. */
    private static final double MAX_REQUESTS = 1e6;
    /** A counter that no engine reaches: at a million a second it takes thirty years. */
    private static final double MAX_COUNTER = 1e15;
    /** Room for rounding above a full KV cache. */
    private static final double MAX_USAGE = 1.001;
    /** Pages whose labels are others each time do not fill the memory. */
    private static final int MAX_SERIES = 20_000;

    private final Map<String, List<SignalName>> byName = new HashMap<>();
    private final Map<Series, List<Binding>> known = new ConcurrentHashMap<>();

    /**
     * What a series stands for.
     *
     * @param signal the signal
     * @param rank the rank of its name
     * @param limit the most that is believed
     * @param key the key that it has within the signal, or null without one
     * @param configuration what its labels say of the KV cache, or null
     */
    record Binding(
            Signal signal,
            int rank,
            double limit,
            @Nullable String key,
            @Nullable CacheConfiguration configuration) {}

    SignalBindings(EngineMap map) {
        for (SignalName name : map.names()) {
            byName.computeIfAbsent(name.name(), key -> new ArrayList<>(2)).add(name);
        }
    }

    /** What a series stands for; empty when for nothing. */
    List<Binding> of(Series series) {
        if (known.size() > MAX_SERIES) {
            known.clear();
        }
        return known.computeIfAbsent(series, this::bind);
    }

    /** The name of a signal that today's engines show. */
    String nameOf(Signal signal) {
        return byName.values().stream()
                .flatMap(List::stream)
                .filter(name -> name.signal() == signal && name.rank() == 0)
                .map(SignalName::name)
                .findFirst()
                .orElse(signal.name());
    }

    private List<Binding> bind(Series series) {
        List<Binding> bound = new ArrayList<>(1);
        for (SignalName name : byName.getOrDefault(series.name(), List.of())) {
            if (name.matches(series.labels())) {
                String key =
                        name.keyLabel() == null ? name.key() : series.labels().get(name.keyLabel());
                CacheConfiguration configuration =
                        name.signal() == Signal.CACHE_CONFIGURATION ? CacheConfiguration.of(series.labels()) : null;
                bound.add(new Binding(name.signal(), name.rank(), limit(name.signal()), key, configuration));
            }
        }
        return List.copyOf(bound);
    }

    private static double limit(Signal signal) {
        return switch (signal) {
            case RUNNING, WAITING, WAITING_BY_REASON -> MAX_REQUESTS;
            case KV_CACHE_USAGE -> MAX_USAGE;
            default -> MAX_COUNTER;
        };
    }
}
