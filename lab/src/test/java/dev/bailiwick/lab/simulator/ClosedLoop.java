package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.at;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The operator's tick in virtual time: every two seconds the pages of all pods are written, read as shipped, decided
 * upon, and the size is given to the fleet.
 */
final class ClosedLoop {
    private static final double TICK_SECONDS = 2;

    final List<Served> served = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final Fleet fleet;
    private final Autoscaler autoscaler = new Autoscaler();
    private final Policy policy;
    private final Map<String, EngineReader> readers = new HashMap<>();
    private final Map<String, LeanPage> pages = new HashMap<>();
    private LearnedState learned = LearnedState.empty();
    private int held;
    private double seconds;

    ClosedLoop(EngineProfile profile, Router router, Duration coldStart, int replicas, Policy policy) {
        this(() -> profile, router, coldStart, replicas, policy);
    }

    ClosedLoop(Supplier<EngineProfile> profiles, Router router, Duration coldStart, int replicas, Policy policy) {
        this.fleet = new Fleet(profiles, router, () -> coldStart, START, served::add);
        this.policy = policy;
        this.held = replicas;
        fleet.addReady(replicas);
    }

    /** Runs up to a second of the simulation; no client ever gives up. */
    void run(Traffic traffic, double until) {
        while (seconds < until) {
            seconds += TICK_SECONDS;
            while (traffic.nextAt() < seconds) {
                fleet.advanceTo(at(traffic.nextAt()));
                fleet.submit(traffic.next());
            }
            fleet.advanceTo(at(seconds));
            tick();
        }
    }

    /** Sizes after each decision, without repetitions. */
    List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (Decision decision : decisions) {
            if (sizes.isEmpty() || sizes.getLast() != decision.desired()) {
                sizes.add(decision.desired());
            }
        }
        return sizes;
    }

    /** The largest size asked for. */
    int largest() {
        return decisions.stream().mapToInt(Decision::desired).max().orElseThrow();
    }

    /** How often the size went the other way than at its last change. */
    int turns() {
        List<Integer> sizes = sizes();
        int turns = 0;
        for (int i = 2; i < sizes.size(); i++) {
            boolean rose = sizes.get(i - 1) > sizes.get(i - 2);
            boolean rises = sizes.get(i) > sizes.get(i - 1);
            turns += rose == rises ? 0 : 1;
        }
        return turns;
    }

    /** The decision in force at a second of the simulation. */
    Decision decisionAt(double second) {
        return decisions.get((int) (second / TICK_SECONDS) - 1);
    }

    /** What the run looked like, for a failing assertion. */
    String story() {
        StringBuilder story = new StringBuilder();
        for (Decision decision : decisions) {
            if (decision.changesSize()) {
                story.append(Duration.between(START, decision.at()).toSeconds())
                        .append("s ")
                        .append(decision.message())
                        .append(' ')
                        .append(decision.needs())
                        .append('\n');
            }
        }
        return story.toString();
    }

    private void tick() {
        Instant now = at(seconds);
        List<PodReading> pods = new ArrayList<>();
        for (FleetPod pod : fleet.pods()) {
            pods.add(read(pod, now));
        }
        Decision decision = autoscaler.decide(new Observation(now, "revision-1", held, pods), policy, learned, now);
        decisions.add(decision);
        learned = decision.next();
        held = decision.desired();
        fleet.resize(held);
    }

    private PodReading read(FleetPod pod, Instant now) {
        Instant ready = pod.phase() == FleetPod.Phase.STARTING ? null : pod.readyAt();
        Scrape scrape = pod.engine()
                .map(engine -> read(pod.uid(), engine, now))
                .orElseGet(() -> new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready"));
        return new PodReading(pod.uid(), pod.uid(), state(pod), pod.orderedAt(), pod.orderedAt(), ready, scrape);
    }

    /** The lean page, which reads as the full one does ({@link LeanPageTest}) and is written in a tenth of the time. */
    private Scrape read(String uid, Engine engine, Instant now) {
        LeanPage page = pages.computeIfAbsent(uid, unseen -> new LeanPage(engine.profile(), "test"));
        int length = page.write(engine.leaping(), (double) engine.start().getEpochSecond());
        return Scrape.of(
                readers.computeIfAbsent(uid, unseen -> new EngineReader(EngineKind.VLLM))
                        .read(page.bytes(), length),
                now);
    }

    private static PodReading.State state(FleetPod pod) {
        return switch (pod.phase()) {
            case STARTING -> PodReading.State.PENDING;
            case READY -> PodReading.State.READY;
            case DRAINING, GONE -> PodReading.State.DRAINING;
        };
    }
}
