package dev.bailiwick.lab.replay;

import org.jspecify.annotations.Nullable;

/**
 * One line of the results: a policy at a setting in a cell with a seed.
 *
 * @param cell the cell
 * @param policy the policy's name
 * @param setting the setting, empty for one without knobs
 * @param seed the seed, 1 or more
 * @param outcome what came of it
 * @param gpuHoursOverBestKnown ratio to the best known schedule of this cell and seed at 99 % attainment, below
 *     which a run may cost less; or null when none was looked for or found
 * @param gpuHoursOverLowerBound ratio to the lower bound at 99 % attainment, below which a run may cost less; or null
 *     when that bound did not run
 * @param wallSeconds how long the run took, the one number that differs from machine to machine
 */
public record Result(
        Cell cell,
        String policy,
        Setting setting,
        long seed,
        Outcome outcome,
        @Nullable Double gpuHoursOverBestKnown,
        @Nullable Double gpuHoursOverLowerBound,
        double wallSeconds) {

    /**
     * The same beside the best known schedule.
     *
     * @param gpuHours of the best known schedule of its cell and seed at 99 % attainment, or 0 where none was found
     */
    public Result overBestKnown(double gpuHours) {
        Double ratio = gpuHours > 0 ? (Double) (outcome.score().gpuHours() / gpuHours) : null;
        return new Result(cell, policy, setting, seed, outcome, ratio, gpuHoursOverLowerBound, wallSeconds);
    }

    /**
     * The same beside a lower bound.
     *
     * @param gpuHours the bound, or 0 where there is none
     */
    public Result overLowerBound(double gpuHours) {
        Double ratio = gpuHours > 0 ? (Double) (outcome.score().gpuHours() / gpuHours) : null;
        return new Result(cell, policy, setting, seed, outcome, gpuHoursOverBestKnown, ratio, wallSeconds);
    }
}
