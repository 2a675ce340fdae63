package dev.bailiwick.lab.replay;

import org.jspecify.annotations.Nullable;

/**
 * What one run came to. Requests count that arrive from 900 s after the history on; the run goes on until all are answered, 600 s after
 * the last arrival at most. A miss is a request whose first token or whose mean time per output token is late, one that
 * is cut by a drain or a death, and one that is not answered (research autoscaling-review 2).
 *
 * @param sloAttainment share of counted requests that are no miss, infeasible ones left out, 0 to 1
 * @param windowsOk share of 5-minute windows with 200 requests or more that reach 99 %, 0 to 1; null without such
 *     windows
 * @param worstWindow lowest attainment of such a window, 0 to 1; null without
 * @param longestBadSeconds longest run of such windows below 99 %, in seconds
 * @param infeasible requests that miss on an idle replica of their own
 * @param gpuHours time from the order of a pod to its end times its accelerators, clipped to the counted interval
 * @param ttft time to first token in seconds: p50, p95, p99; null when nothing was answered
 * @param tpot mean time per output token in seconds: p50, p95, p99; null when nothing was answered
 * @param coldStarts pods ordered
 * @param scaleEvents changes of the size
 * @param flips changes of the size against the direction of the one before, within 10 minutes of it
 * @param zeroHits requests that found no ready replica
 * @param zeroWaitP95Seconds p95 of how long these waited for one; null without such requests
 * @param preemptions preemptions of the engines
 * @param requests counted requests, infeasible ones included
 */
public record Score(
        double sloAttainment,
        @Nullable Double windowsOk,
        @Nullable Double worstWindow,
        double longestBadSeconds,
        long infeasible,
        double gpuHours,
        @Nullable Percentiles ttft,
        @Nullable Percentiles tpot,
        long coldStarts,
        long scaleEvents,
        long flips,
        long zeroHits,
        @Nullable Double zeroWaitP95Seconds,
        long preemptions,
        long requests) {

    /** Attainment that makes a setting valid, in the mean over its seeds (research autoscaling-review 2). */
    public static final double VALID_ATTAINMENT = 0.99;

    /** Share of good windows that makes a setting valid (research autoscaling-review 2). */
    public static final double VALID_WINDOWS = 0.97;

    /** Three percentiles of one quantity, in seconds. */
    public record Percentiles(double p50, double p95, double p99) {}
}
