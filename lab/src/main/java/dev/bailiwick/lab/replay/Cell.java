package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import java.time.Duration;

/**
 * One place of comparison: every policy meets the same requests, engines and chances here.
 *
 * @param trace requests as they arrive, the load applied; its history comes first
 * @param load by what the trace was multiplied, above 0
 * @param engine what every replica serves with
 * @param coldStart how long a replica takes to start
 * @param router who binds a request to a replica
 * @param objective what a request must meet
 * @param minReplicas fewest replicas, 0 or more
 * @param maxReplicas most replicas
 * @param perturbation what goes wrong, or nothing
 * @param historySeconds how much of the beginning of the trace is only shown to the policies, so that they have learned
 *     when it counts; 0 or more
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
        Perturbation perturbation,
        double historySeconds) {

    /** A cell without history. */
    public Cell(
            Trace trace,
            double load,
            EngineProfile engine,
            ColdStart coldStart,
            Routing router,
            Objective objective,
            int minReplicas,
            int maxReplicas,
            Perturbation perturbation) {
        this(trace, load, engine, coldStart, router, objective, minReplicas, maxReplicas, perturbation, 0);
    }

    /** The same place with other requests. */
    public Cell with(Trace other) {
        return new Cell(
                other,
                load,
                engine,
                coldStart,
                router,
                objective,
                minReplicas,
                maxReplicas,
                perturbation,
                historySeconds);
    }

    /** The same place with other requests, where a size is held and nothing goes wrong. */
    Cell held(Trace other, int size) {
        return new Cell(other, load, engine, coldStart, router, objective, size, size, Perturbation.NONE);
    }

    /** The same place where so many seconds of the trace are history. */
    public Cell withHistory(double seconds) {
        return new Cell(
                trace, load, engine, coldStart, router, objective, minReplicas, maxReplicas, perturbation, seconds);
    }

    /** From when on requests, replicas and changes count: 15 minutes after the history. */
    public Duration countedFrom() {
        return Duration.ofNanos(Nanos.of(historySeconds)).plus(Runner.UNCOUNTED);
    }

    /** How long the trace is without its history, in seconds. */
    public double seconds() {
        return trace.seconds() - historySeconds;
    }

    /** The middle of the trace without its history, where things go wrong; in seconds from the start of the run. */
    double middleSeconds() {
        return historySeconds + seconds() / 2;
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
