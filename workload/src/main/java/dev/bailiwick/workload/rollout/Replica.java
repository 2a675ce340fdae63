package dev.bailiwick.workload.rollout;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pod of a deployment as the rollout sees it.
 *
 * @param uid UID, by which it is removed
 * @param revision revision it was made from
 * @param template template hash it was made from, or null if it carries none
 * @param phase where it stands
 * @param drainStarted when its drain began; present exactly while it drains
 * @param load what its engine last said, or empty when it said nothing usable
 * @param order what the ReplicaSet controller compares when it chooses whom to remove
 */
public record Replica(
        String name,
        String uid,
        String revision,
        @Nullable String template,
        Phase phase,
        Optional<Instant> drainStarted,
        Optional<Load> load,
        Order order) {

    /** Where a replica stands between its order and its end. */
    public enum Phase {
        /** No node yet. */
        UNSCHEDULED,
        /** On a node, never ready so far. */
        STARTING,
        /** Was ready and is not at the moment; it may still finish requests, so it is drained like a ready one. */
        UNREADY,
        READY
    }

    /**
     * What an engine last said.
     *
     * @param inFlight requests running and waiting
     * @param idleSince since when nothing was running or waiting; empty while something is
     */
    public record Load(double inFlight, Optional<Instant> idleSince) {}

    /**
     * Inputs of the ReplicaSet controller's choice (behaviour 1).
     *
     * @param deletionCost the pod-deletion-cost annotation, 0 if absent
     * @param created creation time; among equals the youngest goes first
     */
    public record Order(boolean scheduled, boolean running, boolean ready, int deletionCost, Instant created) {}

    public boolean draining() {
        return drainStarted.isPresent();
    }

    public boolean serving() {
        return phase == Phase.READY && !draining();
    }

    /** Whether it never served and can go without a drain. */
    public boolean neverServed() {
        return phase == Phase.UNSCHEDULED || phase == Phase.STARTING;
    }

    /** In-flight requests; an engine that says nothing may be busy, so it counts as the busiest. */
    double inFlightOrMost() {
        return load.map(Load::inFlight).orElse(Double.MAX_VALUE);
    }
}
