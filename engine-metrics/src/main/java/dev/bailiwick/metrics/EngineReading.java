package dev.bailiwick.metrics;

/** What came of reading one page of an engine. */
public sealed interface EngineReading {

    /** The page can be relied on. */
    record Read(EngineSample sample) implements EngineReading {}

    /**
     * The page cannot be relied on, in whole: a page with one absurd number is not believed for the others.
     *
     * @param reason the kind of fault
     * @param message the line and column, or the metric and its value
     */
    record Refused(Reason reason, String message) implements EngineReading {}

    /** Why a page is refused. */
    enum Reason {
        /** The page is not in the Prometheus text format. */
        MALFORMED,
        /** The page has more than 1 MiB. */
        TOO_LARGE,
        /** The page lacks the running or the waiting requests. */
        MISSING_SIGNAL,
        /** A signal is NaN. */
        NOT_A_NUMBER,
        /** A signal is below zero. */
        NEGATIVE,
        /** A signal is beyond what any engine can reach. */
        ABSURD
    }
}
