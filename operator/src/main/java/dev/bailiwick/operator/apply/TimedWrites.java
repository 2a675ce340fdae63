package dev.bailiwick.operator.apply;

import dev.bailiwick.operator.observe.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** Times every write to the API server, by kind and outcome. */
final class TimedWrites {
    private final OperatorMetrics metrics;

    TimedWrites(OperatorMetrics metrics) {
        this.metrics = metrics;
    }

    <T> T time(String kind, Supplier<T> write) {
        return metrics.write(kind, write, TimedWrites::outcome);
    }

    void run(String kind, Runnable write) {
        time(kind, () -> {
            write.run();
            return kind;
        });
    }

    private static String outcome(RuntimeException fault) {
        if (!(fault instanceof KubernetesClientException refusal)) {
            return "failed";
        }
        if (StalePlanException.orItself(refusal) instanceof StalePlanException) {
            return "stale";
        }
        return refusal.getCode() >= 400 && refusal.getCode() < 500 ? "refused" : "failed";
    }
}
