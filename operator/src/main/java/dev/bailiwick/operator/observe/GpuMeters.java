package dev.bailiwick.operator.observe;

import static dev.bailiwick.operator.observe.OperatorMetric.counter;
import static dev.bailiwick.operator.observe.OperatorMetric.gauge;

import dev.bailiwick.placement.Vendor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many GPUs the pods of one deployment hold, and for how long. */
final class GpuMeters {
    static final OperatorMetric HELD = gauge(
                    "bailiwick_gpus_held",
                    "GPUs",
                    "GPUs that pods with a node hold now, draining and ending pods included; 0 on CPU.",
                    "Above what desired needs for long: drains do not end, or pods hang in Terminating.")
            .perDeployment();
    static final OperatorMetric SECONDS = counter(
                    "bailiwick_gpu_seconds_total",
                    "GPU-seconds",
                    "GPU-seconds held since this operator leads, from a pod's node to its end; time without a leading"
                            + " operator is not counted.",
                    "Grows faster than the load: compare sizes with bailiwick_need_replicas, and look at the floor.")
            .perDeployment();

    static final List<OperatorMetric> ALL = List.of(HELD, SECONDS);

    private static final Set<String> RESOURCES =
            Arrays.stream(Vendor.values()).map(Vendor::resourceName).collect(Collectors.toSet());
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final Meters meters;
    private volatile double held = Double.NaN;
    private @Nullable Instant seenAt;

    GpuMeters(Meters meters) {
        this.meters = meters;
        meters.add(SECONDS, 0);
        meters.show(HELD, () -> held);
    }

    /** Takes in all pods of the deployment, those that are being deleted included: they hold their devices still. */
    void saw(List<Pod> pods, Instant at) {
        if (seenAt != null && at.isAfter(seenAt)) {
            meters.add(SECONDS, held * Duration.between(seenAt, at).toMillis() / 1000.0);
        }
        held = pods.stream().mapToDouble(GpuMeters::holds).sum();
        seenAt = at;
    }

    private static double holds(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return pod.getSpec().getNodeName() == null || (phase != null && OVER.contains(phase))
                ? 0
                : pod.getSpec().getContainers().stream()
                        .mapToDouble(GpuMeters::asks)
                        .sum();
    }

    private static double asks(Container container) {
        var resources = container.getResources();
        return resources == null || resources.getLimits() == null
                ? 0
                : resources.getLimits().entrySet().stream()
                        .filter(limit -> RESOURCES.contains(limit.getKey()))
                        .mapToDouble(limit ->
                                Quantity.getAmountInBytes(limit.getValue()).doubleValue())
                        .sum();
    }
}
