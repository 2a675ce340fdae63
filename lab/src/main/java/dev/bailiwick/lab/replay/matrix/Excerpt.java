package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.lab.replay.Trace;

/** A part of a trace, its times counted from the part's beginning. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * The requests that arrive from {@code start} on and before {@code start + length}.
     *
     * @param start seconds, 0 or more
     * @param length seconds, above 0; what goes beyond the trace is cut
     */
    public static Trace of(Trace trace, double start, double length) {
        double end = Math.min(trace.seconds(), start + length);
        if (start == 0 && end == trace.seconds()) {
            return trace;
        }
        boolean toTheEnd = end == trace.seconds();
        int from = 0;
        while (from < trace.requests() && trace.atSeconds(from) < start) {
            from++;
        }
        int to = from;
        while (to < trace.requests() && (toTheEnd || trace.atSeconds(to) < end)) {
            to++;
        }
        double[] at = new double[to - from];
        int[] prompts = new int[to - from];
        int[] outputs = new int[to - from];
        for (int i = from; i < to; i++) {
            at[i - from] = trace.atSeconds(i) - start;
            prompts[i - from] = trace.promptTokens(i);
            outputs[i - from] = trace.outputTokens(i);
        }
        return new Trace(trace.name(), at, prompts, outputs, Math.max(0, end - start));
    }
}
