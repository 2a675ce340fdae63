package dev.bailiwick.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;

/** Says how far the runs are: one line that renews itself on a terminal, a line for the first and for each tenth elsewhere. */
final class Progress {
    private static final long NANOS = 1_000_000_000;
    private static final int TENTHS = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final int runs;
    private final int known;
    private final long began;
    private int done;
    private int told;

    /**
     * Begins to count.
     *
     * @param runs all runs
     * @param known those of them that were made before, which take no time
     */
    Progress(PrintWriter out, boolean terminal, int runs, int known) {
        this.out = out;
        this.terminal = terminal;
        this.runs = runs;
        this.known = known;
        this.began = System.nanoTime();
    }

    /** A run is there. */
    synchronized void done(String what) {
        reached(done + 1, what);
    }

    /** So many runs are there. */
    synchronized void reached(int runsDone, String what) {
        boolean first = done <= known && runsDone > known;
        done = runsDone;
        String left = left();
        if (terminal) {
            out.print("\r\u001b[K%d of %d runs%s  %s".formatted(done, runs, left, what));
            if (done == runs) {
                out.print("\r\u001b[K");
            }
            out.flush();
        } else if (first || done * TENTHS / runs > told) {
            told = done * TENTHS / runs;
            out.println("%d of %d runs%s".formatted(done, runs, left));
            out.flush();
        }
    }

    private String left() {
        int made = done - known;
        if (made <= 0 || done == runs) {
            return "";
        }
        double each = (System.nanoTime() - began) / (double) made;
        return ", about %s left".formatted(words(Duration.ofNanos((long) (each * (runs - done)))));
    }

    /** About so long: 40 s, 3 min, 2.5 h. */
    static String words(Duration duration) {
        double seconds = duration.toNanos() / (double) NANOS;
        if (seconds < 90) {
            return "%d s".formatted(Math.max(1, Math.round(seconds)));
        }
        return seconds < 5_400
                ? "%d min".formatted(Math.round(seconds / 60))
                : "%s h".formatted(Math.round(seconds / 360) / 10.0);
    }
}
