package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.counter;
import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.workload.rollout.PodAction;
import dev.bailiwick.workload.status.ConditionType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What happens to the replicas of one deployment: scrapes, drains, conditions. */
final class LifeMeters {
    static final OperatorMetric SCRAPES = counter(
                    "bailiwick_scrapes_total",
                    "scrapes",
                    "Scrapes of engines by outcome: ok, or how they failed.",
                    "unreachable or timed_out: network policy, port or a hung engine; the others: the page is not what"
                            + " this engine should show (BailiwickScrapesFailing).",
                    "outcome")
            .perDeployment();
    static final OperatorMetric DRAINS = counter(
                    "bailiwick_drains_total",
                    "replicas",
                    "Removed replicas by outcome: finished (all requests), deadline (spec.drain.deadline passed first),"
                            + " never_served (had nothing to drain).",
                    "deadline: see bailiwick_drain_cut_requests_total.",
                    "outcome")
            .perDeployment();
    static final OperatorMetric CUT = counter(
                    "bailiwick_drain_cut_requests_total",
                    "requests",
                    "Requests that were still in flight when their replica was removed at the drain deadline.",
                    "Any increase: raise spec.drain.deadline (BailiwickDrainCutRequests).")
            .perDeployment();
    static final OperatorMetric CONDITION = gauge(
                    "bailiwick_condition",
                    "1",
                    "1 while the condition of the ModelDeployment is True, otherwise 0.",
                    "Ready, Placed or AcceleratorResolved 0, or Stalled 1: kubectl describe mdep says why.",
                    "condition")
            .perDeployment();
    static final OperatorMetric STATUS_WRITES = counter(
                    "bailiwick_status_writes_total",
                    "writes",
                    "Writes of status that were sent; nothing is sent when status says the same already.",
                    "More than one in bailiwick.signals.interval for long: conditions flip; look which.")
            .perDeployment();

    static final List<OperatorMetric> ALL = List.of(SCRAPES, DRAINS, CUT, CONDITION, STATUS_WRITES);

    private final Meters meters;
    private final Map<ConditionType, Integer> conditions = new ConcurrentHashMap<>();

    LifeMeters(Meters meters) {
        this.meters = meters;
        meters.add(SCRAPES, 0, "outcome", "ok");
        for (var outcome : PodAction.Outcome.values()) {
            meters.add(DRAINS, 0, "outcome", word(outcome));
        }
        meters.add(CUT, 0);
        meters.add(STATUS_WRITES, 0);
    }

    void scraped(Scrape scrape) {
        meters.add(SCRAPES, 1, "outcome", scrape instanceof Scrape.Failed(var kind, var message) ? word(kind) : "ok");
    }

    void removed(PodAction.Outcome outcome, long cut) {
        meters.add(DRAINS, 1, "outcome", word(outcome));
        meters.add(CUT, (double) cut);
    }

    void reported(ModelDeploymentStatus status, boolean written) {
        meters.add(STATUS_WRITES, written ? 1 : 0);
        if (status.conditions() == null) {
            return;
        }
        for (var condition : status.conditions()) {
            var type = ConditionType.valueOf(condition.getType());
            if (conditions.put(type, "True".equals(condition.getStatus()) ? 1 : 0) == null) {
                meters.show(CONDITION, () -> conditions.get(type), "condition", type.name());
            }
        }
    }

    private static String word(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
