package dev.bailiwick.workload.report;

import dev.bailiwick.workload.status.ConditionReason;

/**
 * What a condition should say.
 *
 * @param reason the reason, which also gives type and status
 * @param message the particulars, in a sentence
 */
record Verdict(ConditionReason reason, String message) {
    boolean is(String status) {
        return reason.status().equals(status);
    }
}
