package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import org.jspecify.annotations.Nullable;

/**
 * What an engine counted since its page was looked at before.
 *
 * @param finished requests
 * @param requestPromptTokens prompt tokens of finished requests
 * @param requestOutputTokens output tokens of finished requests
 * @param promptTokens prompt tokens of prefills that ended
 * @param firstTokens prefills that ended
 * @param steps engine steps that returned a token
 * @param tokenGaps gaps between tokens
 * @param tokenGapSeconds their sum in seconds
 */
record DynamoInterval(
        double finished,
        double requestPromptTokens,
        double requestOutputTokens,
        double promptTokens,
        double firstTokens,
        double steps,
        double tokenGaps,
        double tokenGapSeconds) {

    static final DynamoInterval NOTHING = new DynamoInterval(0, 0, 0, 0, 0, 0, 0, 0);

    /** The counters of a page as if they had begun at zero. */
    static DynamoInterval of(EngineSample page) {
        var ttft = page.timeToFirstToken();
        return new DynamoInterval(
                count(page.requestPromptTokens()),
                sum(page.requestPromptTokens()),
                sum(page.requestGenerationTokens()),
                page.promptTokens().orElse(0),
                ttft == null ? 0 : ttft.count(),
                count(page.iterationTokens()),
                count(page.interTokenLatency()),
                sum(page.interTokenLatency()));
    }

    /** What came on top of an earlier one. */
    DynamoInterval since(DynamoInterval before) {
        return plus(before, -1);
    }

    DynamoInterval plus(DynamoInterval other) {
        return plus(other, 1);
    }

    private DynamoInterval plus(DynamoInterval other, int sign) {
        return new DynamoInterval(
                finished + sign * other.finished,
                requestPromptTokens + sign * other.requestPromptTokens,
                requestOutputTokens + sign * other.requestOutputTokens,
                promptTokens + sign * other.promptTokens,
                firstTokens + sign * other.firstTokens,
                steps + sign * other.steps,
                tokenGaps + sign * other.tokenGaps,
                tokenGapSeconds + sign * other.tokenGapSeconds);
    }

    private static double count(@Nullable Distribution distribution) {
        return distribution == null ? 0 : distribution.count();
    }

    private static double sum(@Nullable Distribution distribution) {
        return distribution == null ? 0 : distribution.sum();
    }
}
