package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingSignals;
import dev.bailiwick.workload.scaling.ScalingOutlook;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What ticks have come to, for tests. */
final class Outlooks {
    static final String AUTO =
            "spec: {scaling: {mode: Auto, minReplicas: 1, maxReplicas: 9, targets: {queuedRequestsPerReplica: 4}}}";

    private Outlooks() {}

    static ScalingOutlook usable(int recommended, String reason, ScalingDecision... notable) {
        return outlook(recommended, reason, "12", "1800", ScalingOutlook.Metrics.USABLE, notable);
    }

    static ScalingOutlook showing(@Nullable String waiting, @Nullable String tokensPerSecond) {
        return outlook(1, "Steady", waiting, tokensPerSecond, ScalingOutlook.Metrics.USABLE);
    }

    static ScalingOutlook unavailable(String message) {
        return new ScalingOutlook(
                1,
                "MetricsMissing",
                message,
                new ScalingSignals(null, null, null, null, null),
                List.of(),
                ScalingOutlook.Metrics.UNAVAILABLE,
                Optional.empty());
    }

    static ScalingDecision decision(int minute, int from, int to) {
        return new ScalingDecision(
                "2026-11-24T08:%02d:00Z".formatted(minute),
                from,
                to,
                "ScaledUpOnQueue",
                "scaled %d -> %d: 41 requests wait".formatted(from, to));
    }

    static ScalingDecision[] decisions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> decision(30 - i, count - i, count - i + 1))
                .toArray(ScalingDecision[]::new);
    }

    private static ScalingOutlook outlook(
            int recommended,
            String reason,
            @Nullable String waiting,
            @Nullable String tokensPerSecond,
            ScalingOutlook.Metrics metrics,
            ScalingDecision... notable) {
        return new ScalingOutlook(
                recommended,
                reason,
                "as a person would say it",
                new ScalingSignals("48", waiting, tokensPerSecond, "0.71", "2.3"),
                List.of(notable),
                metrics,
                Optional.empty());
    }
}
