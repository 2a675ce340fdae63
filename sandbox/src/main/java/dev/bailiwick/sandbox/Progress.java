package dev.bailiwick.sandbox;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Says on a terminal, or in a log, how far long work is. On a terminal the line of what is under way is written over and over; elsewhere
 * it appears when nothing else has for {@value #QUIET_SECONDS} seconds.
 */
public final class Progress {

    private static final int QUIET_SECONDS = 20;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private Instant lastLine;
    private boolean lineOpen;

    private Progress(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.lastLine = clock.instant();
    }

    /** Progress on {@code out}; {@code terminal} says whether a person watches it. */
    public static Progress on(PrintStream out, boolean terminal, InstantSource clock) {
        return new Progress(out, terminal, clock);
    }

    /** Progress that nobody hears of. */
    public static Progress silent() {
        return new Progress(new PrintStream(OutputStream.nullOutputStream()), false, InstantSource.system());
    }

    /** Says something that stays. */
    public synchronized void say(String line) {
        closeLine();
        print(line);
    }

    /** Says how what is under way goes; the next saying replaces it on a terminal. */
    public synchronized void update(String line) {
        if (terminal) {
            out.print(CLEAR_LINE + line);
            out.flush();
            lineOpen = true;
        } else if (Duration.between(lastLine, clock.instant()).toSeconds() >= QUIET_SECONDS) {
            print(line);
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
        lastLine = clock.instant();
    }

    private void closeLine() {
        if (lineOpen) {
            out.print(CLEAR_LINE);
            lineOpen = false;
        }
    }
}
