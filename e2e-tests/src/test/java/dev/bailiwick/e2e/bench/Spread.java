package dev.bailiwick.e2e.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What is reported of many durations.
 *
 * @param sorted seconds, in order
 */
record Spread(List<Double> sorted) {

    static Spread of(Collection<Duration> durations) {
        return new Spread(durations.stream()
                .map(duration -> duration.toNanos() / 1e9)
                .sorted()
                .toList());
    }

    /** The smallest value that is not exceeded by this share of all; NaN where there is none. */
    double quantile(double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** A table's cells: count, p50, p99 and highest in milliseconds. */
    String cells() {
        return "%d | %s | %s | %s"
                .formatted(sorted.size(), millis(quantile(0.5)), millis(quantile(0.99)), millis(quantile(1)));
    }

    static String millis(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
    }
}
