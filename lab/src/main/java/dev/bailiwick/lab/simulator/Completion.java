package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that got its whole answer.
 *
 * @param request what was asked
 * @param submitted when the engine got it
 * @param firstToken when its first token was there
 * @param lastToken when its last token was there
 * @param preemptions how often it lost its KV cache on the way
 */
public record Completion(Request request, Instant submitted, Instant firstToken, Instant lastToken, int preemptions) {

    /** Time to first token, counted from the engine's receipt. */
    public Duration timeToFirstToken() {
        return Duration.between(submitted, firstToken);
    }
}
