package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.counter;
import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was decided for one deployment, why, and by which terms. */
final class DecisionMeters {
    static final OperatorMetric TICKS = counter(
                    "bailiwick_ticks_total",
                    "ticks",
                    "Ticks: scrapes of all replicas with a decision on what they showed.",
                    "Stands still on the leader: BailiwickTicksStale.")
            .perDeployment();
    static final OperatorMetric TICK_FAILURES = counter(
                    "bailiwick_tick_failures_total",
                    "ticks",
                    "Ticks that ended in an exception; the size held.",
                    "Any increase is a bug: the operator's log has the stack trace, please report it.")
            .perDeployment();
    static final OperatorMetric LAST_TICK = gauge(
                    "bailiwick_last_tick_timestamp_seconds",
                    "seconds since 1970",
                    "When the last tick decided.",
                    "Older than a minute: BailiwickTicksStale.")
            .perDeployment();
    static final OperatorMetric CHANGES = counter(
                    "bailiwick_decisions_total",
                    "decisions",
                    "Decisions that changed the size, by reason; the reasons are in the reference of reasons.",
                    "Ups and downs in turn: BailiwickSizeFlapping.",
                    "reason")
            .perDeployment();
    static final OperatorMetric CHANGED = gauge(
                    "bailiwick_last_decision_timestamp_seconds",
                    "seconds since 1970",
                    "When a decision last changed the size, with its reason; there is one series, from the first change on.",
                    "Newer than you expect: the dashboard shows each change as a line.",
                    "reason")
            .perDeployment();
    static final OperatorMetric REASON = gauge(
                    "bailiwick_decision_reason",
                    "1",
                    "1 for the reason of the last decision; there is one series, and it changes its label.",
                    "A reason that begins with Metrics: the size holds for want of pages (BailiwickMetricsLost).",
                    "reason")
            .perDeployment();
    static final OperatorMetric NEED = gauge(
                    "bailiwick_need_replicas",
                    "replicas",
                    "Replicas that one term of the rule asks for, after its cap; NaN while it does not apply.",
                    "The largest sets the size: if it is not the one that you expect, compare it with your targets.",
                    "term")
            .perDeployment();
    static final OperatorMetric UNCAPPED = gauge(
                    "bailiwick_need_uncapped_replicas",
                    "replicas",
                    "What the term would ask for without its cap, which keeps a backlog from ordering too much.",
                    "Far above bailiwick_need_replicas for long: the backlog grows faster than replicas start.",
                    "term")
            .perDeployment();

    static final List<OperatorMetric> ALL =
            List.of(TICKS, TICK_FAILURES, LAST_TICK, CHANGES, CHANGED, REASON, NEED, UNCAPPED);

    /** The reasons that change a size. */
    private static final Set<Reason> CHANGING = EnumSet.of(
            Reason.ScaledUpOnInFlight,
            Reason.ScaledUpOnQueue,
            Reason.ScaledUpOnTokenRate,
            Reason.ScaledUpOnSaturation,
            Reason.ScaledUpToMinimum,
            Reason.ScaledDownToMaximum,
            Reason.ScaledDown);

    private final Meters meters;
    private @Nullable Reason shown;
    private @Nullable Reason changedFor;
    private volatile double changedAt;

    DecisionMeters(Meters meters, LastTick last) {
        this.meters = meters;
        meters.add(TICKS, 0);
        meters.add(TICK_FAILURES, 0);
        meters.show(LAST_TICK, () -> last.read(tick -> tick.decision().at().toEpochMilli() / 1000.0));
        CHANGING.forEach(reason -> meters.add(CHANGES, 0, "reason", reason.name()));
        for (var term : Need.Term.values()) {
            var label = term.name().toLowerCase(Locale.ROOT);
            meters.show(NEED, () -> last.read(tick -> need(tick.decision(), term, Need::replicas)), "term", label);
            meters.show(UNCAPPED, () -> last.read(tick -> need(tick.decision(), term, Need::uncapped)), "term", label);
        }
    }

    void decided(Decision decision) {
        var reason = decision.reason();
        meters.add(TICKS, 1);
        if (decision.changesSize()) {
            meters.add(CHANGES, 1, "reason", reason.name());
            changed(decision);
        }
        if (shown != reason) {
            // The new one first: a page between the two must not look as if there were no reason.
            meters.show(REASON, () -> 1, "reason", reason.name());
            if (shown != null) {
                meters.drop(REASON, "reason", shown.name());
            }
            shown = reason;
        }
    }

    private void changed(Decision decision) {
        changedAt = decision.at().toEpochMilli() / 1000.0;
        if (changedFor != decision.reason()) {
            if (changedFor != null) {
                meters.drop(CHANGED, "reason", changedFor.name());
            }
            changedFor = decision.reason();
            meters.show(CHANGED, () -> changedAt, "reason", changedFor.name());
        }
    }

    void failed() {
        meters.add(TICK_FAILURES, 1);
    }

    private static double need(Decision decision, Need.Term term, ToDoubleFunction<Need> value) {
        return decision.needs().stream()
                .filter(need -> need.term() == term)
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
