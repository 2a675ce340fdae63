package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;

/**
 * One place of comparison: every policy meets the same requests, engines and chances here.
 *
 * @param trace requests as they arrive, the load applied
 * @param load by what the trace was multiplied, above 0
 * @param engine what every replica serves with
 * @param coldStart how long a replica takes to start
 * @param router who binds a request to a replica
 * @param objective what a request must meet
 * @param minReplicas fewest replicas, 0 or more
 * @param maxReplicas most replicas
 * @param perturbation what goes wrong, or nothing
 */
public record Cell(
        Trace trace,
        double load,
        EngineProfile engine,
        ColdStart coldStart,
        Routing router,
        Objective objective,
        int minReplicas,
        int maxReplicas,
        Perturbation perturbation) {

    /** The same place with other requests. */
    public Cell with(Trace other) {
        return new Cell(other, load, engine, coldStart, router, objective, minReplicas, maxReplicas, perturbation);
    }

    /** Who binds a request to a replica. */
    public enum Routing {
        /** The replica with the fewest requests, by state as stale as the last scrape. */
        LEAST_LOADED,
        /** One after the other. */
        ROUND_ROBIN,
        /** Any, with equal chance, which is what a Service does. */
        RANDOM
    }

    /**
     * Time from the order of a replica to its first answer: log-normal with this median, or fixed at sigma 0.
     *
     * @param medianSeconds the median, 0 or more
     * @param sigma standard deviation of the logarithm, 0 or more
     */
    public record ColdStart(double medianSeconds, double sigma) {}
}
