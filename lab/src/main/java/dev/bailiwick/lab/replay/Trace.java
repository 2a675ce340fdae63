package dev.bailiwick.lab.replay;

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
