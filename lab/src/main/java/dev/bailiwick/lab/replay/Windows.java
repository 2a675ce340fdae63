package dev.bailiwick.lab.replay;

import org.jspecify.annotations.Nullable;

/** Attainment by windows of 5 minutes, of which those with 200 requests or more are looked at. */
final class Windows {
    private static final long LENGTH = 5 * Nanos.MINUTE;
    private static final int ENOUGH = 200;
    private static final double GOOD = 0.99;

    private long window;
    private int requests;
    private int met;
    private int seen;
    private int good;
    private int bad;
    private int longestBad;
    private double worst = 1;

    /** Counts a request by its time from the start of the first window; times do not fall. */
    void count(long at, boolean missed) {
        if (at / LENGTH != window) {
            close();
            bad = at / LENGTH == window + 1 ? bad : 0;
            window = at / LENGTH;
        }
        requests++;
        met += missed ? 0 : 1;
    }

    /** Ends the window that is open. */
    void close() {
        if (requests >= ENOUGH) {
            double attainment = met / (double) requests;
            seen++;
            good += attainment >= GOOD ? 1 : 0;
            bad = attainment >= GOOD ? 0 : bad + 1;
            longestBad = Math.max(longestBad, bad);
            worst = Math.min(worst, attainment);
        } else {
            bad = 0;
        }
        requests = 0;
        met = 0;
    }

    @Nullable
    Double okShare() {
        return seen == 0 ? null : (Double) (good / (double) seen);
    }

    @Nullable
    Double worst() {
        return seen == 0 ? null : (Double) worst;
    }

    double longestBadSeconds() {
        return longestBad * Nanos.seconds(LENGTH);
    }
}
