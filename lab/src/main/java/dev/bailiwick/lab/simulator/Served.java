package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that a fleet answered.
 *
 * @param arrived when the client sent it; it may have waited for a first pod before an engine got it
 * @param podUid the pod it was bound to
 * @param completion what the engine reports
 */
public record Served(Instant arrived, String podUid, Completion completion) {

    /** What was asked. */
    public Request request() {
        return completion.request();
    }

    /** Time to first token as the client felt it. */
    public Duration timeToFirstToken() {
        return Duration.between(arrived, completion.firstToken());
    }

    /** Mean time per output token after the first; zero for an answer of one token. */
    public Duration timePerOutputToken() {
        int gaps = request().outputTokens() - 1;
        return gaps == 0
                ? Duration.ZERO
                : Duration.between(completion.firstToken(), completion.lastToken())
                        .dividedBy(gaps);
    }
}
