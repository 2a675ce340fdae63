package dev.bailiwick.autoscaler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is to be sized.
 *
 * @param mode whether the decision is acted upon
 * @param minReplicas fewest replicas, 1 or more
 * @param maxReplicas most replicas, not below {@code minReplicas}
 * @param queuedRequestsPerReplica requests that may wait on each replica, or null when that is no target
 * @param tokensPerSecondPerReplica tokens per second that one replica serves, or null when that is no target
 * @param objectives what callers should feel, or null
 * @param scaleDownDelay how long a lower need must hold before a release
 * @param maxNumSeqs most sequences in the engine's batch, or null when neither the engine's arguments nor its
 *     documentation say
 */
public record Policy(
        Mode mode,
        int minReplicas,
        int maxReplicas,
        @Nullable Integer queuedRequestsPerReplica,
        @Nullable Integer tokensPerSecondPerReplica,
        @Nullable Objectives objectives,
        Duration scaleDownDelay,
        @Nullable Integer maxNumSeqs) {

    /** Whether a decision is acted upon. */
    public enum Mode {
        /** The decision is the size. */
        AUTO,
        /** The decision is published, {@code replicas} is the size. */
        RECOMMEND
    }

    /**
     * What callers should feel.
     *
     * @param timeToFirstToken longest time to the first token, or null
     * @param timePerOutputToken longest mean time between two tokens of a request, or null
     * @param attainmentPercent share of requests that must meet both, in percent
     */
    public record Objectives(
            @Nullable Duration timeToFirstToken, @Nullable Duration timePerOutputToken, int attainmentPercent) {}

    /** Checks what the API server checks too. */
    public Policy {
        if (minReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException("bounds " + minReplicas + " to " + maxReplicas + " hold no size");
        }
        if (scaleDownDelay.isNegative()) {
            throw new IllegalArgumentException("scaleDownDelay " + scaleDownDelay + " is below zero");
        }
    }

    int clamp(int size) {
        return Math.clamp(size, minReplicas, maxReplicas);
    }

    /** Whether the token rate is all that this policy sizes by. */
    boolean tokenRateOnly() {
        return tokensPerSecondPerReplica != null && queuedRequestsPerReplica == null && objectives == null;
    }
}
