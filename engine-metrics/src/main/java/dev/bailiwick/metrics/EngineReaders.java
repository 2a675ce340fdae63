package dev.bailiwick.metrics;

import java.util.EnumMap;
import java.util.Map;

/**
 * Makes readers for many engines, which keep between them what the pages of one model's pods have in common: the names, the labels and
 * what they stand for. Safe for use by several threads at once, each with readers of its own.
 */
public final class EngineReaders {
    private final Map<EngineKind, Shared> kinds = new EnumMap<>(EngineKind.class);

    /** What the readers of one kind share. */
    record Shared(Names names, PageShapes shapes, SignalBindings bindings) {
        static Shared of(EngineKind kind) {
            EngineMap map = kind.map();
            return new Shared(Names.of(map.metricNames()), new PageShapes(), new SignalBindings(map));
        }
    }

    /** A reader for one more engine. */
    public EngineReader reader(EngineKind kind) {
        synchronized (kinds) {
            return new EngineReader(kinds.computeIfAbsent(kind, Shared::of));
        }
    }
}
