package dev.bailiwick.lab.replay;

import java.time.Duration;

/**
 * What a request must meet.
 *
 * @param timeToFirstToken longest time from arrival to first token, above zero
 * @param timePerOutputToken longest mean time between two tokens, above zero
 */
public record Objective(Duration timeToFirstToken, Duration timePerOutputToken) {

    /**
     * Whether an answer came too late; one of a single token has no time per output token.
     *
     * @param waited nanoseconds from arrival to first token
     * @param firstAt when the first token was there, in nanoseconds
     * @param lastAt when the last token was there, in nanoseconds
     * @param outputTokens tokens of the answer
     */
    public boolean missed(long waited, long firstAt, long lastAt, int outputTokens) {
        return waited > timeToFirstToken.toNanos()
                || lastAt - firstAt > timePerOutputToken.toNanos() * (outputTokens - 1);
    }
}
