package dev.bailiwick.autoscaler;

/**
 * One term of the rule and the size that it asks for.
 *
 * @param term the term
 * @param replicas what it asks for, after its cap
 * @param uncapped what it would ask for without its cap
 */
public record Need(Term term, int replicas, int uncapped) {

    /** The terms of the rule (design 6). */
    public enum Term {
        /** Requests in flight against what a replica carries within the objectives. */
        IN_FLIGHT,
        /** Requests in flight against a full batch and the allowed queue. */
        QUEUE,
        /** Tokens per second served against the target. */
        TOKEN_RATE,
        /** All replicas saturated and the queue growing. */
        SATURATED
    }
}
