package dev.bailiwick.lab.replay.journal;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.Fleet;
import dev.bailiwick.lab.simulator.FleetPod;
import dev.bailiwick.lab.simulator.MetricsPage;
import dev.bailiwick.lab.simulator.Request;
import dev.bailiwick.lab.simulator.Router;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ticks as an operator journals them, of a simulated fleet that gets evenly spaced requests of one length. */
final class RecordedDay {
    static final Instant START = Instant.parse("2026-11-24T14:00:00Z");
    static final String DEPLOYMENT = "plant/assistant";
    static final int PROMPT_TOKENS = 512;
    static final int OUTPUT_TOKENS = 128;
    private static final long TICK_MILLIS = 2_000;

    private final Autoscaler autoscaler = new Autoscaler();
    private final Policy policy;
    private final Fleet fleet;
    private final Map<String, EngineReader> readers = new HashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private LearnedState learned = LearnedState.empty();
    private boolean first = true;
    private int held = 1;

    private RecordedDay(EngineProfile engine, Policy policy) {
        this.policy = policy;
        this.fleet = new Fleet(engine, new Router.LeastLoaded(), () -> Duration.ofSeconds(60), START, served -> {});
        fleet.addReady(1);
    }

    /** The ticks of so many seconds, with so many requests a second until the last ten seconds. */
    static List<JournalEntry> of(EngineProfile engine, Policy policy, double perSecond, int seconds) {
        RecordedDay day = new RecordedDay(engine, policy);
        day.play(perSecond, seconds);
        return day.entries;
    }

    private void play(double perSecond, int seconds) {
        long sent = 0;
        for (long tick = TICK_MILLIS; tick <= seconds * 1_000L; tick += TICK_MILLIS) {
            double at = sent / perSecond * 1_000;
            while (at < Math.min(tick, seconds * 1_000L - 10_000)) {
                fleet.advanceTo(START.plusMillis((long) at));
                fleet.submit(new Request(sent++, PROMPT_TOKENS, OUTPUT_TOKENS));
                at = sent / perSecond * 1_000;
            }
            fleet.advanceTo(START.plusMillis(tick));
            tick(START.plusMillis(tick));
        }
    }

    private void tick(Instant now) {
        List<PodReading> pods =
                fleet.pods().stream().map(pod -> reading(pod, now)).toList();
        Observation observation = new Observation(now, "r1", held, pods);
        Decision decision = autoscaler.decide(observation, policy, learned, now);
        entries.add(new JournalEntry(
                DEPLOYMENT, observation, policy, first ? learned : null, JournalEntry.Decided.of(decision)));
        first = false;
        learned = decision.next();
        held = decision.desired();
        fleet.resize(held);
    }

    private PodReading reading(FleetPod pod, Instant now) {
        Instant ready = pod.phase() == FleetPod.Phase.STARTING ? null : pod.readyAt();
        Scrape scrape = pod.engine()
                .map(engine -> Scrape.of(
                        readers.computeIfAbsent(pod.uid(), uid -> new EngineReader(EngineKind.VLLM))
                                .read(MetricsPage.write(engine, "test")),
                        now))
                .orElseGet(() -> new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready"));
        PodReading.State state = switch (pod.phase()) {
            case STARTING -> PodReading.State.PENDING;
            case READY -> PodReading.State.READY;
            case DRAINING, GONE -> PodReading.State.DRAINING;
        };
        return new PodReading(pod.uid(), pod.uid(), state, pod.orderedAt(), pod.orderedAt(), ready, scrape);
    }
}
