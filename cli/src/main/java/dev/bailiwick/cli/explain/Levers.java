package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.workload.Durations;
import dev.bailiwick.workload.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would change a size: the load that would, and the field that would. */
final class Levers {
    private Levers() {}

    /**
     * What the journal knows of a decision and status does not.
     *
     * @param carried requests in flight that a replica carries, or null
     * @param full requests that a full replica runs, or null
     * @param capped whether a cap bound the decision
     */
    record Known(@Nullable Double carried, @Nullable Double full, boolean capped) {
        static final Known NOTHING = new Known(null, null, false);
    }

    /**
     * What would change a size that the rule chose.
     *
     * @param size the size that the decision asks for
     * @param known what more is known of the decision
     */
    static List<String> of(Policy policy, Reason reason, int size, Known known) {
        var levers = new ArrayList<String>();
        switch (reason) {
            case NoReadyReplica -> levers.add("a replica that becomes ready and shows its metrics");
            case MetricsMissing, MetricsStale, MetricsRefused ->
                levers.add("a metrics page from a ready replica that can be believed");
            case MetricsPartial -> levers.add("to fewer: a metrics page from every ready replica");
            default -> judged(policy, size, known, levers);
        }
        return levers;
    }

    private static void judged(Policy policy, int size, Known known, List<String> levers) {
        if (size >= policy.maxReplicas()) {
            levers.add("to more: a higher scaling.maxReplicas than %d".formatted(policy.maxReplicas()));
        } else if (known.capped()) {
            levers.add("to more: the cap rises with each replica that becomes ready");
        } else {
            levers.add("to more: " + String.join(", or ", loads(policy, size, known)));
        }
        if (size <= policy.minReplicas()) {
            levers.add("to fewer: a lower scaling.minReplicas than %d".formatted(policy.minReplicas()));
        } else {
            levers.add(
                    "to fewer: %s in which %s enough for every term, and each would carry no more than one has without a queue"
                            .formatted(
                                    Durations.format(policy.scaleDownDelay()), size == 2 ? "1 is" : size - 1 + " are"));
        }
    }

    private static List<String> loads(Policy policy, int size, Known known) {
        var loads = new ArrayList<String>();
        if (policy.objectives() != null && known.carried() != null) {
            loads.add("more than %s requests in flight".formatted(Figures.whole(Math.floor(size * known.carried()))));
        } else if (policy.objectives() != null) {
            loads.add("more requests in flight than the replicas carry within the objectives");
        }
        var queued = policy.queuedRequestsPerReplica();
        if (queued != null && known.full() != null) {
            loads.add("more than %s requests in flight while a full replica runs %s"
                    .formatted(
                            Figures.whole(Math.floor(size * (known.full() + queued))), Figures.short2(known.full())));
        } else if (queued != null) {
            loads.add("more than %d requests that wait on each full replica".formatted(queued));
        }
        if (policy.tokensPerSecondPerReplica() != null) {
            loads.add("more than %d tokens/s".formatted((long) size * policy.tokensPerSecondPerReplica()));
        }
        loads.add("a queue that grows on every replica for 30s");
        return loads;
    }

    static List<String> heldByAnnotation() {
        return List.of("remove annotation %s, or set it to \"false\"".formatted(Keys.HOLD));
    }

    static List<String> heldAfterAuto(int specReplicas) {
        return List.of("spec.replicas with another value than %d, or annotation %s: \"false\""
                .formatted(specReplicas, Keys.HOLD));
    }

    static List<String> fixed() {
        return List.of("spec.replicas, or a scaling block with mode Auto");
    }

    static List<String> recommending() {
        return List.of("spec.replicas, or scaling.mode Auto");
    }
}
