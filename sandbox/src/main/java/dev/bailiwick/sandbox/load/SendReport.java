package dev.bailiwick.sandbox.load;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What the clients of one load over HTTP have felt.
 *
 * @param load as of every load; a cut request is one whose stream ended before its {@code [DONE]}
 * @param refused requests that no engine would take for as long as the sender was patient
 * @param failed requests that were answered by an error, or were unanswered at the end
 * @param retried attempts that were refused and made again
 */
record SendReport(@JsonUnwrapped LoadReport load, long refused, long failed, long retried) {

    /** Whether every request was answered. */
    boolean flawless() {
        return load.cut() == 0 && refused == 0 && failed == 0;
    }
}
