package dev.bailiwick.lab.replay;

import java.util.Arrays;

/** Requests in memory, in the order of arrival. */
public final class Trace {
    private final String name;
    private final double[] atSeconds;
    private final int[] promptTokens;
    private final int[] outputTokens;
    private final double seconds;

    /**
     * A trace, of arrays that nobody else changes.
     *
     * @param name as it is printed
     * @param atSeconds arrivals in seconds from the start of the trace, not falling
     * @param promptTokens prompt tokens of each, 1 or more
     * @param outputTokens output tokens of each, 1 or more
     * @param seconds how long the trace is, not before the last arrival
     */
    public Trace(String name, double[] atSeconds, int[] promptTokens, int[] outputTokens, double seconds) {
        if (atSeconds.length != promptTokens.length || atSeconds.length != outputTokens.length) {
            throw new IllegalArgumentException(name + " has " + atSeconds.length + " arrivals, " + promptTokens.length
                    + " prompts and " + outputTokens.length + " outputs");
        }
        this.name = name;
        this.atSeconds = atSeconds;
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
        this.seconds = seconds;
    }

    /**
     * A part of it as a trace of its own, whose start is its time 0.
     *
     * @param startSeconds where the part begins, 0 or more
     * @param lengthSeconds how long it is at most, above 0; the part ends where the trace does
     */
    public Trace cut(double startSeconds, double lengthSeconds) {
        double end = Math.min(seconds, startSeconds + lengthSeconds);
        int from = firstFrom(startSeconds);
        int to = firstFrom(end);
        double[] at = Arrays.copyOfRange(atSeconds, from, to);
        for (int i = 0; i < at.length; i++) {
            at[i] -= startSeconds;
        }
        return new Trace(
                name,
                at,
                Arrays.copyOfRange(promptTokens, from, to),
                Arrays.copyOfRange(outputTokens, from, to),
                Math.max(0, end - startSeconds));
    }

    private int firstFrom(double second) {
        int at = Arrays.binarySearch(atSeconds, second);
        int first = at < 0 ? -at - 1 : at;
        while (first > 0 && atSeconds[first - 1] == second) {
            first--;
        }
        return first;
    }

    /** As it is printed. */
    public String name() {
        return name;
    }

    /** How long it is, in seconds. */
    public double seconds() {
        return seconds;
    }

    /** How many requests there are. */
    public int requests() {
        return atSeconds.length;
    }

    /** When a request arrives, in seconds from the start. */
    public double atSeconds(int request) {
        return atSeconds[request];
    }

    /** Prompt tokens of a request. */
    public int promptTokens(int request) {
        return promptTokens[request];
    }

    /** Output tokens of a request. */
    public int outputTokens(int request) {
        return outputTokens[request];
    }
}
