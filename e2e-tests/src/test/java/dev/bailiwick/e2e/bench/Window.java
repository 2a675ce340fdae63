package dev.bailiwick.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Processor time of a process between two instants.
 *
 * @param used user and system time of all its threads
 */
record Window(Instant from, Instant to, Duration used) {

    /** A window that is open. */
    record Open(InstantSource clock, OperatorProcess process, Instant from, Duration before) {
        Window end() throws IOException {
            return new Window(from, clock.instant(), process.cpu().minus(before));
        }
    }

    static Open begin(InstantSource clock, OperatorProcess process) throws IOException {
        return new Open(clock, process, clock.instant(), process.cpu());
    }

    /** Cores that were busy in the mean. */
    double cores() {
        return (double) used.toNanos() / Duration.between(from, to).toNanos();
    }
}
