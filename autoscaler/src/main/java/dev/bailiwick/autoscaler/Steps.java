package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.LearnedState.Step;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions to what happened between a pod's pages. */
final class Steps {

    /** How long requests must have waited on a replica to be a queue (docs/adr/0020). */
    private static final long QUEUED_FOR = 10_000;

    private Steps() {}

    /**
     * Sum of a number over a window; a step that lies partly in it counts in proportion, a first page counts nothing.
     * Absent when a step in the window does not know the number.
     */
    static OptionalDouble sum(List<Step> steps, long from, long to, Function<Step, @Nullable Double> number) {
        int first = steps.size();
        while (first > 0 && steps.get(first - 1).to() > from) {
            first--;
        }
        double sum = 0;
        for (int i = first; i < steps.size(); i++) {
            Step step = steps.get(i);
            long overlap = Math.min(step.to(), to) - Math.max(step.from(), from);
            if (overlap <= 0) {
                continue;
            }
            Double value = number.apply(step);
            if (value == null) {
                return OptionalDouble.empty();
            }
            sum += value * overlap / (step.to() - step.from());
        }
        return OptionalDouble.of(sum);
    }

    /**
     * Whether pages covered the last {@code millis} before the newest one without a gap and without a restart, and each
     * of them showed requests waiting.
     */
    static boolean waitedThroughout(List<Step> steps, long millis, long longestGap) {
        if (steps.isEmpty()) {
            return false;
        }
        long start = steps.getLast().to() - millis;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.waiting() <= 0) {
                return false;
            }
            if (step.to() <= start) {
                return true;
            }
            boolean firstPage = step.from() == step.to();
            if (firstPage || step.to() - step.from() > longestGap) {
                return false;
            }
        }
        return false;
    }

    /** Whether the pod has a queue: requests have waited on it for 10 s, and not just between two engine steps. */
    static boolean queued(List<Step> steps) {
        return waitedThroughout(steps, QUEUED_FOR, PodTracker.STALE_AFTER);
    }

    /** Requests waiting at a time: on the last page not after it. Absent before the first page. */
    static OptionalDouble waitingAt(List<Step> steps, long time) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).to() <= time) {
                return OptionalDouble.of(steps.get(i).waiting());
            }
        }
        return OptionalDouble.empty();
    }
}
