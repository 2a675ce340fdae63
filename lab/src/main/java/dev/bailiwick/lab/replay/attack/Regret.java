package dev.bailiwick.lab.replay.attack;

import dev.bailiwick.lab.replay.Score;

/**
 * How much worse a policy did than somebody who knew the load beforehand.
 *
 * @param gpuHours GPU-hours of the policy
 * @param attainment share of requests that it served in time, 0 to 1
 * @param hindsightGpuHours GPU-hours of the cheapest schedule found that holds the objective, above 0
 */
public record Regret(double gpuHours, double attainment, double hindsightGpuHours) {
    /**
     * What a missed request costs, in requests served in hindsight. So much that no policy gains by missing: ten points of
     * attainment weigh as much as the whole bill.
     */
    private static final double MISS = 10;

    /** The regret as a share of the bill in hindsight: GPU-hours beyond it, and what is missed beyond 1 %. */
    public double value() {
        return gpuHours / hindsightGpuHours - 1 + MISS * Math.max(0, Score.VALID_ATTAINMENT - attainment);
    }
}
