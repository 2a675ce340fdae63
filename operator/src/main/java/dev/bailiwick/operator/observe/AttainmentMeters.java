package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.counter;
import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.Histogram;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many first tokens came in time, counted from the engines' own histograms. The bucket at or below the objective
 * decides, so that an objective between two edges is judged too strictly and never too kindly.
 */
final class AttainmentMeters {
    static final OperatorMetric FIRST_TOKENS = counter(
                    "bailiwick_first_tokens_total",
                    "requests",
                    "Requests that got their first token, by whether it came within objectives.timeToFirstToken; a"
                            + " lower bound of those in time where the objective lies between two buckets of the engine.",
                    "Too many late: compare with bailiwick_requests_waiting; a queue means too few replicas, none means"
                            + " long prompts or slow engines.",
                    "in_time")
            .perDeployment();
    static final OperatorMetric OBJECTIVE = gauge(
                    "bailiwick_attainment_objective_ratio",
                    "1",
                    "objectives.attainmentPercent as a share, 0 to 1; NaN without objectives.",
                    "It is what you wrote in the spec.")
            .perDeployment();

    static final List<OperatorMetric> ALL = List.of(FIRST_TOKENS, OBJECTIVE);

    private final Meters meters;
    private final Map<String, Count> counted = new HashMap<>();
    private @Nullable Duration objective;

    /** What one engine's histogram says: all first tokens, and those in time. */
    private record Count(double all, double inTime) {}

    AttainmentMeters(Meters meters, LastTick last) {
        this.meters = meters;
        meters.show(
                OBJECTIVE,
                () -> last.read(tick -> {
                    var objectives = tick.policy().objectives();
                    return objectives == null ? Double.NaN : objectives.attainmentPercent() / 100.0;
                }));
    }

    /** Takes in a tick. The first page of an engine is where counting begins: its past may have been counted before. */
    void saw(Observation observation, Policy policy) {
        var asked = policy.objectives() == null ? null : policy.objectives().timeToFirstToken();
        if (asked == null) {
            counted.clear();
            return;
        }
        if (!asked.equals(objective)) {
            objective = asked;
            counted.clear();
        }
        counted.keySet()
                .retainAll(observation.pods().stream().map(PodReading::uid).collect(Collectors.toSet()));
        for (var pod : observation.pods()) {
            if (pod.scrape() instanceof Scrape.Scraped(var sample, var at) && sample.timeToFirstToken() != null) {
                count(pod.uid(), sample.timeToFirstToken(), asked);
            }
        }
    }

    private void count(String uid, Histogram histogram, Duration asked) {
        var now = new Count(histogram.count(), inTime(histogram, asked.toNanos() / 1e9));
        var before = counted.put(uid, now);
        if (before == null) {
            meters.add(FIRST_TOKENS, 0, "in_time", "true");
            meters.add(FIRST_TOKENS, 0, "in_time", "false");
            return;
        }
        // An engine that started anew counts from 0 again.
        var from = now.all() < before.all() || now.inTime() < before.inTime() ? new Count(0, 0) : before;
        var inTime = now.inTime() - from.inTime();
        meters.add(FIRST_TOKENS, inTime, "in_time", "true");
        meters.add(FIRST_TOKENS, Math.max(0, now.all() - from.all() - inTime), "in_time", "false");
    }

    private static double inTime(Histogram histogram, double seconds) {
        var inTime = 0.0;
        for (var i = 0; i < histogram.upperEdges().size(); i++) {
            if (histogram.upperEdges().get(i) <= seconds) {
                inTime = histogram.cumulative().get(i);
            }
        }
        return inTime;
    }
}
