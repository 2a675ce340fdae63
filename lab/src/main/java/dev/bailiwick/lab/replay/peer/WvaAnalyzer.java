package dev.bailiwick.lab.replay.peer;

import java.util.List;

/** How the workload variant autoscaler comes from what the replicas showed to a size. */
sealed interface WvaAnalyzer permits WvaSpare, WvaTokens {

    /**
     * A replica with metrics.
     *
     * @param kvUsage highest share of the KV cache in use in the last minute
     * @param waiting most waiting requests in the last minute
     * @param kvTokens tokens that the KV cache holds, 0 when unknown
     * @param promptTokens mean prompt tokens of requests finished in the last 5 minutes, 0 without any
     * @param outputTokens mean output tokens of these
     */
    record Replica(double kvUsage, double waiting, long kvTokens, double promptTokens, double outputTokens) {}

    /**
     * The size to publish.
     *
     * @param replicas those with metrics
     * @param current pods that exist and do not end
     * @param ready pods that are ready
     * @param published the size published before, 0 when none
     */
    int target(List<Replica> replicas, int current, int ready, int published);

    /** What the last answer rested on, as a clause. */
    String because();
}
