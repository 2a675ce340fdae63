package dev.bailiwick.sandbox.load;

import dev.bailiwick.sandbox.engines.EngineHall.Routing;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What to send where. Time is never squeezed: that would change how long a burst lasts beside a cold start.
 *
 * @param deployment namespace and name of the ModelDeployment
 * @param trace gzip CSV with the columns {@code arrival_s,prompt_tokens,output_tokens}
 * @param start where in the trace to begin
 * @param length how much of it to send
 * @param share share of its requests to send, above 0 and at most 1
 * @param burst more of the same for a while
 * @param routing how the pod of a request is chosen
 * @param objectives what the clients hope for
 * @param seed seed of every choice by chance
 */
public record LoadPlan(
        String deployment,
        Path trace,
        Duration start,
        Duration length,
        double share,
        Burst burst,
        Routing routing,
        Objectives objectives,
        long seed) {

    /**
     * A time in which every request comes several times over, each copy up to two seconds later.
     *
     * @param at since the start of the load
     * @param length how long
     * @param factor how many times the load, 1 for no burst
     */
    public record Burst(Duration at, Duration length, double factor) {
        public static final Burst NONE = new Burst(Duration.ZERO, Duration.ZERO, 1);

        boolean covers(double seconds) {
            return seconds >= at.toMillis() / 1000.0
                    && seconds < at.plus(length).toMillis() / 1000.0;
        }
    }

    /**
     * What a client hopes for.
     *
     * @param timeToFirstToken longest time to the first token
     * @param timePerOutputToken longest mean time between two tokens after it
     */
    public record Objectives(Duration timeToFirstToken, Duration timePerOutputToken) {}

    public LoadPlan {
        if (!(share > 0 && share <= 1) || burst.factor() < 1) {
            throw new IllegalArgumentException(
                    "a share of %s and a burst factor of %s: the share must be above 0 and at most 1, the factor at least 1"
                            .formatted(share, burst.factor()));
        }
    }
}
