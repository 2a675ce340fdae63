package dev.bailiwick.autoscaler;

import dev.bailiwick.metrics.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call of {@link Autoscaler#decide} hands to the next. Opaque: keep it, journal it, hand it back; the
 * components change with the version. Times are milliseconds since 1970.
 *
 * @param version version of this layout
 * @param revision revision that this was learned on, or null before the first tick
 * @param since first tick of this state, or null before it
 * @param pods what is remembered of each pod, removed ones included for a minute
 * @param lengths learned request lengths
 * @param throughput what a saturated replica of this revision finished when one was last measured, or null
 * @param loads loads of the last 30 s, one per complete tick
 * @param needs needs within the scale-down delay, falling, each the highest since the one before
 * @param inFlights requests in flight within the scale-down delay, falling likewise
 * @param evidenceSince since when observations have been complete without a gap, or null
 * @param lastComplete last complete observation, or null
 * @param lastQueued last time that requests had waited on a replica for 10 s, or null
 * @param levels highest load per replica held without a queue, per minute of the last hour
 */
public record LearnedState(
        int version,
        @Nullable String revision,
        @Nullable Long since,
        List<PodMemory> pods,
        Lengths lengths,
        @Nullable Throughput throughput,
        List<Load> loads,
        List<Point> needs,
        List<Point> inFlights,
        @Nullable Long evidenceSince,
        @Nullable Long lastComplete,
        @Nullable Long lastQueued,
        List<Point> levels) {

    /** Version of the layout written today. */
    public static final int VERSION = 2;

    /** Copies the lists. */
    public LearnedState {
        pods = List.copyOf(pods);
        loads = List.copyOf(loads);
        needs = List.copyOf(needs);
        inFlights = List.copyOf(inFlights);
        levels = List.copyOf(levels);
    }

    /** Nothing learned yet: a new deployment, or an operator that just started. */
    public static LearnedState empty() {
        return new LearnedState(
                VERSION,
                null,
                null,
                List.of(),
                Lengths.UNKNOWN,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of());
    }

    /** A value at a time. */
    public record Point(long at, double value) {}

    /** The load at a complete tick: requests in flight per ready replica, and whether any replica had a queue. */
    public record Load(long at, double perReplica, boolean queued) {}

    /** Mean lengths of finished requests, in tokens, with the number of requests that they rest on. */
    public record Lengths(double requests, double promptTokens, double generationTokens) {

        /** No request has finished yet. */
        public static final Lengths UNKNOWN = new Lengths(0, 0, 0);
    }

    /**
     * What a saturated replica finishes.
     *
     * @param at when it was measured
     * @param finishedPerSecond requests per second
     * @param lengths request lengths learned by then
     */
    public record Throughput(long at, double finishedPerSecond, Lengths lengths) {}

    /**
     * What is remembered of one pod.
     *
     * @param uid the pod's UID
     * @param page numbers of its last good page
     * @param unchangedSince since when its pages have said the same
     * @param steps what happened between its pages, last 60 s, oldest first
     * @param finishedSinceWaiting requests that it finished since the first of the pages without a gap that show
     *     requests waiting; 0 when the last one shows none
     */
    public record PodMemory(String uid, Page page, long unchangedSince, List<Step> steps, double finishedSinceWaiting) {

        /** Copies the list. */
        public PodMemory {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The numbers of a page that the next one is compared with; what is not on the page is null.
     *
     * @param at when it was received
     * @param running requests running
     * @param waiting requests waiting
     * @param finished finished requests
     * @param served tokens served, cached prompt tokens left out
     * @param generated generated tokens
     * @param prompts finished requests and the sum of their prompt tokens
     * @param outputs finished requests and the sum of their generated tokens
     * @param kvCacheUsage share of the KV cache in use
     * @param kvCacheTokens tokens that the KV cache holds
     * @param startedAt when the counters began, in seconds since 1970
     */
    public record Page(
            long at,
            double running,
            double waiting,
            @Nullable Double finished,
            @Nullable Double served,
            @Nullable Double generated,
            @Nullable Distribution prompts,
            @Nullable Distribution outputs,
            @Nullable Double kvCacheUsage,
            @Nullable Double kvCacheTokens,
            @Nullable Double startedAt) {}

    /**
     * What happened on one pod from one good page to the next; a number that cannot be known is null.
     *
     * @param from time of the earlier page; equal to {@code to} on a first page
     * @param to time of the later page
     * @param waiting requests waiting on the later page
     * @param arrivals requests that arrived: finished, plus the change in running and in waiting
     * @param finished requests that finished
     * @param tokens tokens served, cached prompt tokens left out
     */
    public record Step(
            long from,
            long to,
            double waiting,
            @Nullable Double arrivals,
            @Nullable Double finished,
            @Nullable Double tokens) {}
}
