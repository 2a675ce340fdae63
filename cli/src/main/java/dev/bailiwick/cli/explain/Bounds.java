package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.cli.explain.Account.Bound;
import dev.bailiwick.workload.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What bound a decision beside its terms: a cap, a limit, a delay, the release rule, missing metrics. */
final class Bounds {
    private Bounds() {}

    static List<Bound> of(JournalEntry tick) {
        var bounds = new ArrayList<Bound>();
        var policy = tick.policy();
        var decided = tick.decided();
        decided.needs().stream()
                .filter(need -> need.uncapped() > need.replicas())
                .map(need -> new Bound(
                        "cap",
                        "the term %s alone would ask for %d; capped at %d, since what waits stays where it waits while a replica starts"
                                .formatted(Terms.words(need.term().name()), need.uncapped(), need.replicas())))
                .forEach(bounds::add);
        var largest = Terms.largest(tick);
        if (largest > policy.maxReplicas()) {
            bounds.add(new Bound(
                    "scaling.maxReplicas",
                    "%d are needed, the maximum is %d".formatted(largest, policy.maxReplicas())));
        }
        if (largest > 0 && largest < policy.minReplicas()) {
            bounds.add(new Bound(
                    "scaling.minReplicas", "%d would do, the minimum is %d".formatted(largest, policy.minReplicas())));
        }
        release(decided.reason(), policy).ifPresent(bounds::add);
        if (policy.mode() == Policy.Mode.RECOMMEND && decided.recommended() != decided.desired()) {
            bounds.add(new Bound(
                    "scaling.mode",
                    "the decision of %d is published and not acted on; %d is held"
                            .formatted(decided.recommended(), decided.desired())));
        }
        return bounds;
    }

    /** What bound a decision of which only its reason is known. */
    static List<Bound> of(Reason reason, Policy policy) {
        return reason == Reason.AtMaximum
                ? List.of(new Bound(
                        "scaling.maxReplicas", "the load needs more than the maximum of " + policy.maxReplicas()))
                : release(reason, policy).map(List::of).orElse(List.of());
    }

    private static Optional<Bound> release(Reason reason, Policy policy) {
        var delay = Durations.format(policy.scaleDownDelay());
        return Optional.ofNullable(
                switch (reason) {
                    case ReleaseDelayed ->
                        new Bound(
                                "scaling.scaleDownDelay",
                                "fewer replicas must be enough, on complete metrics, for %s".formatted(delay));
                    case WouldQueueAgain ->
                        new Bound("release", "no replica has carried, without a queue, what each would have to carry");
                    case RequestsWaiting ->
                        new Bound(
                                "release",
                                "requests waited within the last %s, so that the token rate is only a lower bound"
                                        .formatted(delay));
                    case NoReadyReplica, MetricsMissing, MetricsStale, MetricsRefused ->
                        new Bound("metrics", "without a page that can be believed the size stays");
                    case MetricsPartial ->
                        new Bound("metrics", "while some replicas give no page the size can grow and not shrink");
                    default -> null;
                });
    }
}
