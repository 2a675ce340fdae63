package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How many replicas one deployment has, and how many it should have. */
final class SizeMeters {
    static final OperatorMetric DESIRED = gauge(
                    "bailiwick_replicas_desired",
                    "replicas",
                    "Replicas that the operator holds: in mode Auto what was last decided, otherwise what spec.replicas says.",
                    "Above ready for longer than a cold start: look at bailiwick_condition for Placed, then at the pods.")
            .perDeployment();
    static final OperatorMetric RECOMMENDED = gauge(
                    "bailiwick_replicas_recommended",
                    "replicas",
                    "Replicas that the rule asks for, within the bounds; in mode Auto the same as desired.",
                    "Far from desired in mode Recommend: read the decision in status.scaling before trusting Auto.")
            .perDeployment();
    static final OperatorMetric MINIMUM = gauge(
                    "bailiwick_replicas_minimum",
                    "replicas",
                    "spec.scaling.minReplicas; 1 without a scaling block.",
                    "Equal to desired all day: the floor sets the size, not the load.")
            .perDeployment();
    static final OperatorMetric MAXIMUM = gauge(
                    "bailiwick_replicas_maximum",
                    "replicas",
                    "spec.scaling.maxReplicas; without a scaling block the size itself.",
                    "Equal to desired while requests wait: raise it, or add GPUs (BailiwickAtMaximumWhileQueueing).")
            .perDeployment();
    static final OperatorMetric READY = gauge(
                    "bailiwick_replicas_ready",
                    "replicas",
                    "Replicas that take requests.",
                    "Below desired: replicas start (pending), wait for a GPU (Placed is 0) or have failed.")
            .perDeployment();
    static final OperatorMetric PENDING = gauge(
                    "bailiwick_replicas_pending",
                    "replicas",
                    "Replicas that are ordered and not ready yet.",
                    "Above 0 for longer than a cold start: kubectl describe the pods.")
            .perDeployment();
    static final OperatorMetric DRAINING = gauge(
                    "bailiwick_replicas_draining",
                    "replicas",
                    "Replicas out of the Service that still finish requests.",
                    "Above 0 for as long as spec.drain.deadline: requests run longer than it allows for, or hang.")
            .perDeployment();

    static final List<OperatorMetric> ALL = List.of(DESIRED, RECOMMENDED, MINIMUM, MAXIMUM, READY, PENDING, DRAINING);

    private SizeMeters() {}

    static void show(Meters meters, LastTick last) {
        show(meters, last, DESIRED, tick -> tick.decision().desired());
        show(meters, last, RECOMMENDED, tick -> tick.decision().recommended());
        show(meters, last, MINIMUM, tick -> tick.policy().minReplicas());
        show(meters, last, MAXIMUM, tick -> tick.policy().maxReplicas());
        show(meters, last, READY, tick -> tick.observation().ready());
        show(meters, last, PENDING, tick -> tick.observation().pending());
        show(meters, last, DRAINING, tick -> tick.observation().draining());
    }

    private static void show(
            Meters meters, LastTick last, OperatorMetric metric, ToDoubleFunction<LastTick.Tick> value) {
        meters.show(metric, () -> last.read(value));
    }
}
