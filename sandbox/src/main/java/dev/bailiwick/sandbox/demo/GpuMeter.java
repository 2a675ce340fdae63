package dev.bailiwick.sandbox.demo;

import java.time.Duration;
import java.time.Instant;

/** Adds up accelerator-seconds of pods that hold one each, from what is seen from time to time. */
final class GpuMeter {
    private Instant seenAt;
    private int pods;
    private double seconds;

    GpuMeter(Instant from) {
        this.seenAt = from;
    }

    void see(int podsNow, Instant at) {
        seconds += pods * (Duration.between(seenAt, at).toMillis() / 1000.0);
        pods = podsNow;
        seenAt = at;
    }

    double seconds() {
        return seconds;
    }
}
