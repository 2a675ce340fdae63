package dev.bailiwick.workload.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Replicas for tests, in words. */
final class Replicas {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final String REVISION = "a";

    private Replicas() {}

    static RevisionSet set(int asked, Replica... pods) {
        return new RevisionSet(REVISION, asked, NOW, List.of(pods));
    }

    static RevisionSet set(Replica... pods) {
        return set(pods.length, pods);
    }

    static Replica ready(String uid, double inFlight) {
        return replica(uid, Replica.Phase.READY, Optional.of(new Replica.Load(inFlight, Optional.empty())));
    }

    /** Ready, and its engine says nothing usable. */
    static Replica silent(String uid) {
        return replica(uid, Replica.Phase.READY, Optional.empty());
    }

    static Replica unready(String uid) {
        return replica(uid, Replica.Phase.UNREADY, Optional.empty());
    }

    static Replica starting(String uid) {
        return replica(uid, Replica.Phase.STARTING, Optional.empty());
    }

    static Replica unscheduled(String uid) {
        return replica(uid, Replica.Phase.UNSCHEDULED, Optional.empty());
    }

    /** The same, made at another time. */
    static Replica created(Replica replica, Instant created) {
        var order = replica.order();
        return with(
                replica,
                replica.drainStarted(),
                replica.load(),
                new Replica.Order(order.scheduled(), order.running(), order.ready(), order.deletionCost(), created));
    }

    /** The same, draining for some time. */
    static Replica draining(Replica replica, Duration since) {
        var order = replica.order();
        return with(
                replica,
                Optional.of(NOW.minus(since)),
                replica.load(),
                new Replica.Order(order.scheduled(), order.running(), order.ready(), -1000, order.created()));
    }

    /** The same, with nothing in flight for some time. */
    static Replica idle(Replica replica, Duration since) {
        return with(
                replica,
                replica.drainStarted(),
                Optional.of(new Replica.Load(0, Optional.of(NOW.minus(since)))),
                replica.order());
    }

    private static Replica with(
            Replica replica, Optional<Instant> drain, Optional<Replica.Load> load, Replica.Order order) {
        return new Replica(
                replica.name(),
                replica.uid(),
                replica.revision(),
                replica.template(),
                replica.phase(),
                drain,
                load,
                order);
    }

    private static Replica replica(String uid, Replica.Phase phase, Optional<Replica.Load> load) {
        return new Replica(
                uid,
                uid,
                REVISION,
                "template",
                phase,
                Optional.empty(),
                load,
                new Replica.Order(
                        phase != Replica.Phase.UNSCHEDULED,
                        phase.compareTo(Replica.Phase.UNREADY) >= 0,
                        phase == Replica.Phase.READY,
                        0,
                        NOW));
    }
}
