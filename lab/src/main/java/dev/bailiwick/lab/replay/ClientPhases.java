package dev.bailiwick.lab.replay;

/**
 * Puts the clients of a trace out of step. The sampled traces step at every ten-minute boundary, all clients together,
 * which no real ones do; they carry no client, so requests are spread over 64 pseudo-clients by chance (research
 * autoscaling-review 3).
 */
public final class ClientPhases {
    private static final int CLIENTS = 64;
    /** Longest phase of a client, in seconds: the window in which the traces were sampled. */
    private static final double LONGEST = 600;

    /** What the name of such a trace ends with. */
    public static final String SUFFIX = "-phased";

    private ClientPhases() {}

    /**
     * The trace, named as one that is, with each pseudo-client 0 to 600 s later; what would arrive after the end arrives at the beginning.
     *
     * @param seed the same gives the same
     */
    public static Trace shifted(Trace trace, long seed) {
        Chance chance = new Chance(seed);
        Requests requests = new Requests(trace.requests());
        for (int request = 0; request < trace.requests(); request++) {
            int client = (int) (CLIENTS * chance.unit(Chance.Of.CLIENT, request));
            double at = trace.atSeconds(request) + LONGEST * chance.unit(Chance.Of.CLIENT_PHASE, client);
            requests.add(
                    at <= trace.seconds() ? at : at % trace.seconds(),
                    trace.promptTokens(request),
                    trace.outputTokens(request));
        }
        return requests.trace(trace.name() + SUFFIX, trace.seconds());
    }
}
