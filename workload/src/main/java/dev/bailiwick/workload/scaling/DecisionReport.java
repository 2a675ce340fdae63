package dev.bailiwick.workload.scaling;

import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingSignals;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Signals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Maps decisions to the words of status. */
public final class DecisionReport {
    private DecisionReport() {}

    public static ScalingDecision decision(Decision decision) {
        return new ScalingDecision(
                decision.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                decision.from(),
                decision.desired(),
                decision.reason().name(),
                decision.message());
    }

    /** Signals in two significant digits, so that status is not written for every token (design 4). */
    public static ScalingSignals signals(Signals signals) {
        return new ScalingSignals(
                rounded(signals.running()),
                rounded(signals.waiting()),
                rounded(signals.tokensPerSecond()),
                rounded(signals.kvCacheUsage()),
                rounded(signals.arrivalsPerSecond()));
    }

    public static ScalingOutlook.Metrics metrics(Decision decision) {
        return switch (decision.reason()) {
            case NoReadyReplica -> ScalingOutlook.Metrics.NO_READY_REPLICA;
            case MetricsMissing, MetricsStale, MetricsRefused, MetricsPartial -> ScalingOutlook.Metrics.UNAVAILABLE;
            default -> ScalingOutlook.Metrics.USABLE;
        };
    }

    private static @Nullable String rounded(OptionalDouble value) {
        return value.isEmpty()
                ? null
                : BigDecimal.valueOf(value.getAsDouble())
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
