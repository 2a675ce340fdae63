package dev.bailiwick.autoscaler;

import java.time.Instant;
import java.util.List;

/**
 * What the size should be, and why.
 *
 * @param at when it was taken
 * @param from the size held before
 * @param desired the size to hold from now on; in Recommend always {@code from}
 * @param recommended the size that the rule asks for, within the bounds; in Auto the same as {@code desired}
 * @param reason why
 * @param message why, as a person would say it
 * @param needs the terms of the rule that could be computed, each with its number
 * @param capacity what a replica is taken to carry
 * @param signals what the replicas showed
 * @param next what to hand to the next call
 */
public record Decision(
        Instant at,
        int from,
        int desired,
        int recommended,
        Reason reason,
        String message,
        List<Need> needs,
        Capacity capacity,
        Signals signals,
        LearnedState next) {

    /** Copies the needs. */
    public Decision {
        needs = List.copyOf(needs);
    }

    /** Whether the size changes. */
    public boolean changesSize() {
        return desired != from;
    }
}
