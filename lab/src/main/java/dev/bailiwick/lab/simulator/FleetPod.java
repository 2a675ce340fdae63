package dev.bailiwick.lab.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod of a {@link Fleet}, from its order to its end. */
public final class FleetPod {
    private final String uid;
    private final Instant orderedAt;
    private final Instant readyAt;
    private Phase phase = Phase.STARTING;
    private @Nullable Engine engine;
    private Instant emptiedAt = Instant.MIN;

    FleetPod(String uid, Instant orderedAt, Instant readyAt) {
        this.uid = uid;
        this.orderedAt = orderedAt;
        this.readyAt = readyAt;
    }

    /** Where a pod is in its life. */
    public enum Phase {
        /** Ordered and not yet answering. */
        STARTING,
        /** Answering, and offered new requests. */
        READY,
        /** Finishing what it has, and offered nothing new. */
        DRAINING,
        /** Ended. */
        GONE
    }

    /** Unique within the fleet and never used again. */
    public String uid() {
        return uid;
    }

    /** When it was ordered. */
    public Instant orderedAt() {
        return orderedAt;
    }

    /** When its cold start ends or ended. */
    public Instant readyAt() {
        return readyAt;
    }

    /** Where it is in its life. */
    public Phase phase() {
        return phase;
    }

    /** Its engine; empty while it starts. */
    public Optional<Engine> engine() {
        return Optional.ofNullable(engine);
    }

    /** Requests bound to it. */
    public int inFlight() {
        return engine == null ? 0 : engine.inFlight();
    }

    /** When a request last left it. */
    Instant emptiedAt() {
        return emptiedAt;
    }

    void emptiedAt(Instant at) {
        emptiedAt = at;
    }

    void phase(Phase phase) {
        this.phase = phase;
    }

    void serve(Engine engine) {
        this.engine = engine;
        phase = Phase.READY;
    }
}
