package dev.bailiwick.lab.replay.causal;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.View;
import java.time.Duration;
import java.time.Instant;

/**
 * Work that has arrived and is not done, as if all ready replicas had one queue: what arrives beyond what they do. In
 * seconds of a replica.
 */
final class Backlog {
    private final Flow flow;
    private final double startSeconds;
    private int reached;
    private int ready;
    private double waiting;

    /**
     * None.
     *
     * @param startSeconds how long a start is taken to last
     */
    Backlog(Flow flow, double startSeconds) {
        this.flow = flow;
        this.startSeconds = startSeconds;
    }

    /** Goes on to a second, with the replicas that were ready at the one before. */
    void advance(int second, int readyNow) {
        waiting = Math.max(0, waiting + flow.between(reached, second) - (double) ready * (second - reached));
        reached = second;
        ready = readyNow;
    }

    /**
     * What it will be one lead from now if so much arrives and no replica is ordered: those that start serve when their
     * start is over.
     *
     * @param rate replicas that the arrivals will keep busy
     * @param lead in seconds
     */
    double after(View view, double rate, double lead) {
        double served = 0;
        for (PodReading pod : view.pods()) {
            served += switch (pod.state()) {
                case READY -> lead;
                case PENDING -> Math.max(0, lead - remaining(pod, view.at()));
                case DRAINING -> 0;
            };
        }
        return Math.max(0, waiting + rate * lead - served);
    }

    private double remaining(PodReading pod, Instant now) {
        return Math.max(0, startSeconds - Duration.between(pod.orderedAt(), now).toMillis() / 1e3);
    }
}
