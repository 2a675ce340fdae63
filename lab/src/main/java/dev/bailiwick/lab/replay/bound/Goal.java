package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.ScheduleRuns;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Tally;

/** What a schedule has to reach: a share of requests in time, and enough good windows (research autoscaling-review 2). */
final class Goal {
    /** Minutes of a window. */
    static final int WINDOW = 5;

    private static final int LOOKED_AT = 200;
    private static final double GOOD = 0.99;
    private static final int NOT_LOOKED_AT = -1;

    private final double attainment;
    private final int first;
    private final long feasible;
    /** By window: the most misses with which it is good. */
    private final int[] allowed;

    private final int windows;

    /**
     * A goal for the runs of one cell.
     *
     * @param attainment share of requests, 0 to 1
     */
    Goal(ScheduleRuns runs, double attainment) {
        this.attainment = attainment;
        this.first = runs.countedFromMinute();
        this.allowed = new int[Math.max(0, Math.ceilDiv(runs.minutes() - first, WINDOW))];
        long requests = 0;
        int seen = 0;
        for (int window = 0; window < allowed.length; window++) {
            int within = 0;
            for (int minute = from(window); minute < Math.min(from(window + 1), runs.minutes()); minute++) {
                within += runs.counted(minute);
            }
            requests += within;
            allowed[window] = within < LOOKED_AT ? NOT_LOOKED_AT : allowed(within);
            seen += within < LOOKED_AT ? 0 : 1;
        }
        this.feasible = requests;
        this.windows = seen;
    }

    /** The share of requests. */
    double attainment() {
        return attainment;
    }

    /** Requests that are counted and feasible. */
    long feasible() {
        return feasible;
    }

    /** How many windows there are, those that are not looked at included. */
    int windows() {
        return allowed.length;
    }

    /** The first minute of a window; for the number of windows, the end of the last. */
    int from(int window) {
        return first + window * WINDOW;
    }

    /** Misses at which the share is still reached. */
    long missesAllowed() {
        long misses = (long) Math.ceil((1 - attainment) * feasible) + 1;
        while (misses > 0 && !reached(misses)) {
            misses--;
        }
        return misses;
    }

    /** Bad windows at which enough are good. */
    int badAllowed() {
        int bad = windows;
        while (bad > 0 && !enough(bad)) {
            bad--;
        }
        return bad;
    }

    /** Whether so many misses make a window bad. */
    boolean bad(int window, int misses) {
        return allowed[window] != NOT_LOOKED_AT && misses > allowed[window];
    }

    /** Bad windows among those from one to another, which is excluded. */
    int bad(Tally tally, int fromWindow, int toWindow) {
        int bad = 0;
        for (int window = fromWindow; window < toWindow; window++) {
            int misses = 0;
            for (int minute = from(window); minute < Math.min(from(window + 1), tally.minutes()); minute++) {
                misses += tally.misses(minute);
            }
            bad += bad(window, misses) ? 1 : 0;
        }
        return bad;
    }

    /** Whether a run reaches it. */
    boolean met(Tally tally) {
        return reached(tally.misses()) && enough(bad(tally, 0, windows()));
    }

    private boolean reached(long misses) {
        return feasible == 0 || (feasible - misses) / (double) feasible >= attainment;
    }

    private boolean enough(int bad) {
        return windows == 0 || (windows - bad) / (double) windows >= Score.VALID_WINDOWS;
    }

    private static int allowed(int requests) {
        int misses = (int) Math.ceil((1 - GOOD) * requests) + 1;
        while (misses > 0 && (requests - misses) / (double) requests < GOOD) {
            misses--;
        }
        return misses;
    }
}
