package dev.bailiwick.lab.replay;

import java.util.Arrays;

/** What became of each request of a trace. */
final class Ledger {
    private static final long NOT_YET = -1;

    private final long[] firstTokenAt;
    private final long[] lastTokenAt;
    private final long[] boundAt;
    private int open;

    Ledger(int requests) {
        firstTokenAt = filled(requests);
        lastTokenAt = filled(requests);
        boundAt = filled(requests);
        open = requests;
    }

    private static long[] filled(int requests) {
        long[] times = new long[requests];
        Arrays.fill(times, NOT_YET);
        return times;
    }

    /** A request that found no ready replica got one. */
    void bound(int request, long at) {
        boundAt[request] = at;
    }

    void answered(int request, long firstToken, long lastToken) {
        firstTokenAt[request] = firstToken;
        lastTokenAt[request] = lastToken;
        open--;
    }

    /** A request will never be answered. */
    void lost() {
        open--;
    }

    /** Requests of which nobody knows yet what becomes of them. */
    int open() {
        return open;
    }

    boolean answered(int request) {
        return lastTokenAt[request] != NOT_YET;
    }

    /** Whether a request found no ready replica and waited for one. */
    boolean waitedForReplica(int request) {
        return boundAt[request] != NOT_YET;
    }

    long boundAt(int request) {
        return boundAt[request];
    }

    long firstTokenAt(int request) {
        return firstTokenAt[request];
    }

    long lastTokenAt(int request) {
        return lastTokenAt[request];
    }
}
