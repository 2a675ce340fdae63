package dev.bailiwick.lab.replay.journal;

import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one page says about the requests of its pod.
 *
 * @param inFlight requests running and waiting
 * @param finished requests finished for any reason since the engine started
 * @param prompts prompt tokens of finished requests, or null
 * @param outputs generated tokens of finished requests, or null
 * @param startedAt when the counters began, in seconds since 1970
 */
record Sighting(
        double inFlight,
        double finished,
        @Nullable Distribution prompts,
        @Nullable Distribution outputs,
        OptionalDouble startedAt) {

    static Sighting of(EngineSample sample) {
        double finished = 0;
        for (double count : sample.finishedByReason().values()) {
            finished += count;
        }
        return new Sighting(
                sample.running() + sample.waiting(),
                finished,
                sample.requestPromptTokens(),
                sample.requestGenerationTokens(),
                sample.startedAt());
    }

    /** An engine of which nothing was seen yet. */
    static Sighting none() {
        return new Sighting(0, 0, null, null, OptionalDouble.empty());
    }

    /** Whether this is the page of an engine that started anew since the earlier one. */
    boolean restartedSince(Sighting earlier) {
        return finished < earlier.finished
                || (earlier.startedAt.isPresent() && startedAt.isPresent() && !earlier.startedAt.equals(startedAt));
    }
}
