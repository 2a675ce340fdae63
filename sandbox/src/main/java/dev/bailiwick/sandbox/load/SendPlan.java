package dev.bailiwick.sandbox.load;

import dev.bailiwick.lab.simulator.Arrival;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What to send over HTTP, and where.
 *
 * @param url root of the server, without {@code /v1}
 * @param model the served name to ask for
 * @param arrivals when to send what, in order
 * @param concurrency streams of a closed loop, each with its next request after its last one; 0 for none
 * @param each the request that a closed loop sends
 * @param length how long requests are sent
 * @param objectives what the clients hope for
 * @param patience longest wait for the first engine that is ready, and for each request that is refused
 */
record SendPlan(
        URI url,
        String model,
        List<Arrival> arrivals,
        int concurrency,
        Size each,
        Duration length,
        LoadPlan.Objectives objectives,
        Duration patience) {

    /** Every arrival is kept in memory, so that there must be an end to them. */
    static final int MOST_REQUESTS = 100_000;

    /**
     * Size of a request.
     *
     * @param promptTokens at least 1
     * @param outputTokens at least 1
     */
    record Size(int promptTokens, int outputTokens) {
        Size {
            if (promptTokens < 1 || outputTokens < 1) {
                throw new IllegalArgumentException("a request has " + promptTokens + " prompt and " + outputTokens
                        + " output tokens; give it at least 1 of each");
            }
        }
    }

    SendPlan {
        arrivals = List.copyOf(arrivals);
        if (length.isZero()) {
            throw new IllegalArgumentException("length is 0 s; it must be above 0");
        }
    }

    /** Arrivals of a Poisson process: requests that know nothing of each other. */
    static List<Arrival> poisson(double perSecond, Duration length, Size each, long seed) {
        var seconds = length.toMillis() / 1000.0;
        if (perSecond * seconds > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "rate x length is above " + MOST_REQUESTS + " requests; lower the one or the other");
        }
        var random = new Random(seed);
        var arrivals = new ArrayList<Arrival>();
        for (var at = gap(random, perSecond); at < seconds; at += gap(random, perSecond)) {
            arrivals.add(new Arrival(at, each.promptTokens(), each.outputTokens()));
        }
        return arrivals;
    }

    private static double gap(Random random, double perSecond) {
        return -Math.log1p(-random.nextDouble()) / perSecond;
    }
}
