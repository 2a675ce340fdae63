package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.Tally;

/** A schedule and what its run came to. */
record Tried(Schedule schedule, Tally tally) {

    /** Whether it costs less than another, or as much with fewer misses. */
    boolean cheaperThan(Tried other) {
        int cost = Long.compare(tally.paid(), other.tally.paid());
        return cost < 0 || (cost == 0 && tally.misses() < other.tally.misses());
    }
}
