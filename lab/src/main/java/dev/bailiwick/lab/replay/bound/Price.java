package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Tally;

/**
 * What misses and bad windows are worth, so that a schedule can be judged by one number and piece by piece: at the right
 * prices the cheapest schedule is the one that just reaches the goal.
 *
 * @param miss nanoseconds of a replica, 0 or more
 * @param badWindow nanoseconds of a replica, 0 or more
 */
record Price(double miss, double badWindow) {

    /** What a whole run comes to, in nanoseconds of a replica. */
    double of(Goal goal, Tally tally) {
        return tally.paid() + miss * tally.misses() + badWindow * goal.bad(tally, 0, goal.windows());
    }

    /** A fifth of the way to another price. */
    Price towards(Price other) {
        return new Price(
                StrictMath.pow(miss, 0.8) * StrictMath.pow(other.miss, 0.2),
                StrictMath.pow(badWindow, 0.8) * StrictMath.pow(other.badWindow, 0.2));
    }

    /** So many times as dear. */
    Price times(double factor) {
        return new Price(miss * factor, badWindow * factor);
    }
}
