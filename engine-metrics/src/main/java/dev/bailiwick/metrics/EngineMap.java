package dev.bailiwick.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names under which one engine shows its signals, as data.
 *
 * @param names all names, of all ranks
 */
public record EngineMap(List<SignalName> names) {

    /** Copies the list. */
    public EngineMap {
        names = List.copyOf(names);
    }

    /** Metric names that a parser must hand out for this engine. */
    public Set<String> metricNames() {
        Set<String> all = new LinkedHashSet<>();
        names.forEach(name -> all.add(name.name()));
        return all;
    }

    /** The names of one signal, today's first. */
    public List<String> namesOf(Signal signal) {
        return names.stream()
                .filter(name -> name.signal() == signal)
                .map(SignalName::name)
                .toList();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Collects names; within one call the first name is today's, the others are older ones. */
    static final class Builder {

        private final List<SignalName> names = new ArrayList<>();

        Builder plain(Signal signal, String... aliases) {
            for (int rank = 0; rank < aliases.length; rank++) {
                names.add(new SignalName(signal, aliases[rank], rank, Map.of(), null, null));
            }
            return this;
        }

        Builder split(Signal signal, String label, String... aliases) {
            for (int rank = 0; rank < aliases.length; rank++) {
                names.add(new SignalName(signal, aliases[rank], rank, Map.of(), label, null));
            }
            return this;
        }

        Builder keyed(Signal signal, int rank, String key, String name) {
            names.add(new SignalName(signal, name, rank, Map.of(), null, key));
            return this;
        }

        Builder where(Signal signal, String name, String label, String value) {
            names.add(new SignalName(signal, name, 0, Map.of(label, value), null, null));
            return this;
        }

        /** Sum and count of a histogram. */
        Builder distribution(Signal sum, Signal count, String... aliases) {
            for (int rank = 0; rank < aliases.length; rank++) {
                names.add(new SignalName(sum, aliases[rank] + "_sum", rank, Map.of(), null, null));
                names.add(new SignalName(count, aliases[rank] + "_count", rank, Map.of(), null, null));
            }
            return this;
        }

        Builder timeToFirstToken(String... aliases) {
            distribution(Signal.TIME_TO_FIRST_TOKEN_SUM, Signal.TIME_TO_FIRST_TOKEN_COUNT, aliases);
            for (int rank = 0; rank < aliases.length; rank++) {
                names.add(new SignalName(
                        Signal.TIME_TO_FIRST_TOKEN_BUCKET, aliases[rank] + "_bucket", rank, Map.of(), "le", null));
            }
            return this;
        }

        /** Adds another engine's names behind the present ones, as older names. */
        Builder thenNamesOf(EngineMap other) {
            Map<Signal, Integer> next = new LinkedHashMap<>();
            names.forEach(name -> next.merge(name.signal(), name.rank() + 1, Math::max));
            for (SignalName name : other.names()) {
                int rank = name.rank() + next.getOrDefault(name.signal(), 0);
                names.add(new SignalName(name.signal(), name.name(), rank, name.where(), name.keyLabel(), name.key()));
            }
            return this;
        }

        EngineMap build() {
            return new EngineMap(names);
        }
    }
}
