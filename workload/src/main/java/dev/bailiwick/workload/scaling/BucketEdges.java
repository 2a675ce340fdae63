package dev.bailiwick.workload.scaling;

import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.Histogram;
import dev.bailiwick.workload.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says when an objective lies between two buckets of the engine's histogram, where attainment cannot be read exactly
 * (design 4: 2 s lies between 1 and 2.5).
 */
public final class BucketEdges {
    private BucketEdges() {}

    /** What there is to say about the objectives, or nothing when each is on an edge or no page has a histogram. */
    public static Optional<String> caveat(Policy policy, Observation observation) {
        var objectives = policy.objectives();
        if (objectives == null || objectives.timeToFirstToken() == null) {
            return Optional.empty();
        }
        var objective = objectives.timeToFirstToken();
        return observation.pods().stream()
                .map(pod -> pod.scrape() instanceof Scrape.Scraped scraped
                        ? Optional.ofNullable(scraped.sample().timeToFirstToken())
                        : Optional.<Histogram>empty())
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(histogram -> between(objective, histogram.upperEdges()));
    }

    private static Optional<String> between(Duration objective, List<Double> edges) {
        var seconds = objective.toNanos() / 1e9;
        var below = edges.stream()
                .mapToDouble(edge -> edge)
                .filter(edge -> edge <= seconds)
                .max()
                .orElse(0);
        var above = edges.stream()
                .mapToDouble(edge -> edge)
                .filter(edge -> edge >= seconds)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return below == above
                ? Optional.empty()
                : Optional.of(
                        "objectives.timeToFirstToken %s lies between the engine's buckets %s and %s, so that its attainment can only be bounded"
                                .formatted(Durations.format(objective), edge(below), edge(above)));
    }

    private static String edge(double seconds) {
        return Double.isInfinite(seconds)
                ? "infinity"
                : BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString() + "s";
    }
}
