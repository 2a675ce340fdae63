package dev.bailiwick.lab.replay;

import java.time.Duration;
import java.time.Instant;

/** Time within a run: whole nanoseconds from the start of the trace. */
final class Nanos {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long NEVER = Long.MAX_VALUE;

    /** What the start of a trace is called where an {@link Instant} is asked for. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Nanos() {}

    static long of(double seconds) {
        return Math.round(seconds * SECOND);
    }

    static double seconds(long nanos) {
        return nanos / (double) SECOND;
    }

    static long since(Instant instant) {
        return Duration.between(START, instant).toNanos();
    }

    /** Seconds since 1970, to the microsecond, as a page tells when its counters began. */
    static double epochSeconds(long nanos) {
        long micros = nanos / 1000;
        return START.getEpochSecond() + micros / 1e6;
    }

    static Instant instant(long nanos) {
        return START.plusNanos(nanos);
    }
}
