package dev.bailiwick.operator.observe;

import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the last tick of one deployment showed; gauges read it when the page is scraped. */
final class LastTick {
    private volatile @Nullable Tick tick;

    /** One tick. */
    record Tick(Observation observation, Policy policy, Decision decision) {}

    void is(Tick latest) {
        tick = latest;
    }

    @Nullable
    Tick get() {
        return tick;
    }

    /** A number of the last tick; NaN before the first. */
    double read(ToDoubleFunction<Tick> value) {
        var latest = tick;
        return latest == null ? Double.NaN : value.applyAsDouble(latest);
    }
}
