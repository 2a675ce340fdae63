package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;

/**
 * What a policy is told before a run, as its user would tell it.
 *
 * @param minReplicas fewest replicas, 0 or more
 * @param maxReplicas most replicas
 * @param objective what requests must meet
 * @param profiled the engine as a profiler measured it beforehand, which may be wrong; for policies whose documentation
 *     asks for such a profile
 */
public record Conditions(int minReplicas, int maxReplicas, Objective objective, EngineProfile profiled) {

    /** What is told of a cell. */
    public static Conditions of(Cell cell) {
        return new Conditions(
                cell.minReplicas(),
                cell.maxReplicas(),
                cell.objective(),
                cell.perturbation().profiled(cell.engine()));
    }
}
