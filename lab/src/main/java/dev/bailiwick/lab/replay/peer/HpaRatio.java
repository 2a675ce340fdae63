package dev.bailiwick.lab.replay.peer;

import java.util.OptionalInt;

/**
 * What the HPA proposes from usage and target, both in thousandths, before anything is stabilised or limited
 * (kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator.go).
 *
 * @param toleranceUp share above the target that changes nothing
 * @param toleranceDown share below the target that changes nothing
 */
record HpaRatio(double toleranceUp, double toleranceDown) {

    /**
     * Pods as the HPA counts them for a metric per pod.
     *
     * @param measured running pods with a value
     * @param total sum of these values, in thousandths
     * @param unready pods whose container does not run yet
     * @param missing running pods without a value
     */
    record Pods(int measured, long total, int unready, int missing) {}

    /**
     * For a metric per pod. Pods without a value count as idle on the way up and as on target on the way down; when
     * that turns the direction, or leaves the tolerance unbroken, nothing changes.
     *
     * @return the proposal, or empty when no pod has a value
     */
    OptionalInt perPod(Pods pods, int current, long target) {
        if (pods.measured() == 0) {
            return OptionalInt.empty();
        }
        double ratio = ratio(pods.total(), pods.measured(), target);
        boolean unreadyOnTheWayUp = pods.unready() > 0 && ratio > 1;
        if (!unreadyOnTheWayUp && pods.missing() == 0) {
            return OptionalInt.of(within(ratio) ? current : (int) Math.ceil(ratio * pods.measured()));
        }
        long total = pods.total() + (ratio < 1 ? target * pods.missing() : 0);
        int counted = pods.measured() + (ratio == 1 ? 0 : pods.missing()) + (unreadyOnTheWayUp ? pods.unready() : 0);
        double anew = ratio(total, counted, target);
        if (within(anew) || (ratio < 1 && anew > 1) || (ratio > 1 && anew < 1)) {
            return OptionalInt.of(current);
        }
        int proposal = (int) Math.ceil(anew * counted);
        boolean turned = (anew < 1 && proposal > current) || (anew > 1 && proposal < current);
        return OptionalInt.of(turned ? current : proposal);
    }

    /**
     * For an external metric with a target per pod.
     *
     * @param usage the metric, in thousandths
     * @param target its target per pod, in thousandths
     * @param pods pods that exist and do not end
     */
    int external(long usage, long target, int pods) {
        double ratio = (double) usage / ((double) target * pods);
        return within(ratio) ? pods : (int) Math.min(Integer.MAX_VALUE, Math.ceil((double) usage / target));
    }

    /** The mean is cut to a whole number of thousandths, as the HPA's integers do. */
    private static double ratio(long total, int count, long target) {
        long mean = total / count;
        return (double) mean / target;
    }

    private boolean within(double ratio) {
        return 1 - toleranceDown <= ratio && ratio <= 1 + toleranceUp;
    }
}
