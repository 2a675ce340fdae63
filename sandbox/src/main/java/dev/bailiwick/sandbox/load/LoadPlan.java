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

    /** Copies are kept in memory before the first is sent, so that there must be an end to them. */
    private static final int MOST_COPIES = 100;

    /**
     * A time in which every request comes several times over, each copy up to two seconds later.
     *
     * @param at since the start of the load
     * @param length how long
     * @param factor how many times the load, 1 for no burst, at most 100
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
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it must be above 0 and at most 1");
        }
        if (!(burst.factor() >= 1 && burst.factor() <= MOST_COPIES)) {
            throw new IllegalArgumentException(
                    "burst factor is " + burst.factor() + "; it must be 1 to " + MOST_COPIES);
        }
        notNegative("start", start);
        notNegative("burst start", burst.at());
        notNegative("burst length", burst.length());
        positive("length", length);
        positive("time to first token", objectives.timeToFirstToken());
        positive("time per output token", objectives.timePerOutputToken());
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value.toMillis() + " ms; it must not be below 0");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value.toMillis() + " ms; it must be above 0");
        }
    }
}
