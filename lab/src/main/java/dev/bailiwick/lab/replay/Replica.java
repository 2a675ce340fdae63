package dev.bailiwick.lab.replay;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.LeanPage;
import dev.bailiwick.lab.simulator.LeapEngine;
import dev.bailiwick.lab.simulator.StepCost;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A pod of a run, from its order to its end. */
final class Replica {
    private static final Scrape NOT_READY = new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready");
    private static final Scrape NO_PAGE = new Scrape.Failed(Scrape.Kind.UNREACHABLE, "no page has arrived yet");

    private final int ordinal;
    private final String uid;
    private final long orderedAt;
    private final long readyAt;
    private final EngineReader reader = new EngineReader(EngineKind.VLLM);
    private Phase phase = Phase.STARTING;
    private long drainingSince;
    private long emptiedAt;
    private @Nullable LeapEngine engine;
    private Scrape scrape = NOT_READY;
    /** Pages that are on their way to the policy, with the time at which they arrive. */
    private final Deque<Underway> underway = new ArrayDeque<>();

    private int expected;
    private PodReading reading;

    private record Underway(Scrape scrape, long arrivesAt) {}

    /** Where a replica is in its life. */
    enum Phase {
        STARTING,
        READY,
        DRAINING,
        GONE
    }

    Replica(int ordinal, long orderedAt, long readyAt) {
        this.ordinal = ordinal;
        this.uid = "pod-" + ordinal;
        this.orderedAt = orderedAt;
        this.readyAt = readyAt;
        this.reading = describe();
    }

    /** The number of its order, from 1. */
    int ordinal() {
        return ordinal;
    }

    long orderedAt() {
        return orderedAt;
    }

    long readyAt() {
        return readyAt;
    }

    Phase phase() {
        return phase;
    }

    boolean is(Phase asked) {
        return phase == asked;
    }

    /** Since when it has been draining; only while it is. */
    long drainingSince() {
        return drainingSince;
    }

    /** When a request last left it, or its readiness. */
    long emptiedAt() {
        return emptiedAt;
    }

    void serve(EngineProfile profile, Ledger ledger) {
        emptiedAt = readyAt;
        engine = new LeapEngine(profile, (id, firstTokenAt, lastTokenAt, preemptions) -> {
            emptiedAt = readyAt + lastTokenAt;
            ledger.answered((int) id, readyAt + firstTokenAt, emptiedAt);
        });
        scrape = NO_PAGE;
        enter(Phase.READY);
    }

    void drain(long now) {
        drainingSince = now;
        enter(Phase.DRAINING);
    }

    void undrain() {
        refresh();
        enter(Phase.READY);
    }

    void end() {
        enter(Phase.GONE);
    }

    void submit(int request, int promptTokens, int outputTokens, int cachedTokens, long now) {
        engine().submit(request, promptTokens, outputTokens, cachedTokens, now - readyAt);
        expected++;
    }

    /** Its client goes away unless it has its first token; whether it did. */
    boolean cutBeforeFirstToken(int request, long now) {
        return phase != Phase.GONE && engine().cancelBeforeFirstToken(request, now - readyAt);
    }

    /** From the next step on, steps cost this. */
    void cost(StepCost cost) {
        if (engine != null) {
            engine.cost(cost);
        }
    }

    void resetCounters() {
        if (engine != null) {
            engine.resetCounters();
        }
    }

    void advanceTo(long now) {
        if (engine != null) {
            engine.advanceTo(now - readyAt);
        }
    }

    /** Requests bound to it, by the time reached. */
    int inFlight() {
        return engine == null ? 0 : engine.inFlight();
    }

    long preemptions() {
        return engine == null ? 0 : engine.preemptions();
    }

    /** What the router takes it to hold: what its page said at the last refresh, and what was sent since. */
    int expected() {
        return expected;
    }

    /** The router reads the page's gauges. */
    void refresh() {
        expected = engine().running() + engine().waiting();
    }

    /** The policy's scrape: the page as it stands is read and reaches the policy after a delay. */
    void scrape(LeanPage page, long now, long delay) {
        if (engine != null) {
            int length = page.write(engine, Nanos.epochSeconds(readyAt + engine.countedSince()));
            Scrape read = Scrape.of(reader.read(page.bytes(), length), Nanos.instant(now + delay));
            underway.addLast(new Underway(read, now + delay));
        }
    }

    /** What a policy may know of it. */
    PodReading reading(long now) {
        boolean arrived = false;
        while (!underway.isEmpty() && underway.getFirst().arrivesAt() <= now) {
            scrape = underway.removeFirst().scrape();
            arrived = true;
        }
        if (arrived) {
            reading = describe();
        }
        return reading;
    }

    private LeapEngine engine() {
        if (engine == null) {
            throw new IllegalStateException(uid + " does not serve yet");
        }
        return engine;
    }

    private void enter(Phase next) {
        phase = next;
        reading = describe();
    }

    private PodReading describe() {
        PodReading.State state = switch (phase) {
            case STARTING -> PodReading.State.PENDING;
            case READY -> PodReading.State.READY;
            case DRAINING, GONE -> PodReading.State.DRAINING;
        };
        return new PodReading(
                uid,
                uid,
                state,
                Nanos.instant(orderedAt),
                Nanos.instant(orderedAt),
                phase == Phase.STARTING ? null : Nanos.instant(readyAt),
                scrape);
    }
}
