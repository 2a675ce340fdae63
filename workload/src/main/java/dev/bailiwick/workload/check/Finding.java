package dev.bailiwick.workload.check;

import dev.bailiwick.workload.status.ConditionReason;

/**
 * What a check found wrong.
 *
 * @param reason the reason that Stalled carries
 * @param message names the field, the value and the remedy
 */
public record Finding(ConditionReason reason, String message) {}
