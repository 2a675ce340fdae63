package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Views as policies are shown them, and policies to show them to. */
final class Views {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** 16,000 tokens of KV cache, 256 sequences, 2,048 tokens per step. */
    static final EngineProfile ENGINE = new EngineProfile(
            "test",
            "test",
            "test",
            1,
            new StepCost(10, 0, 0, 0, 0, 0.01, 0, 0.0001, 0),
            16_000,
            16,
            256,
            2_048,
            60,
            "made for this test");

    private Views() {}

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    static View view(double seconds, int size, List<PodReading> pods) {
        return new View(at(seconds), size, pods, 0);
    }

    /** A view in which every pod is ready and shows the same page. */
    static View even(double seconds, int size, EngineSample page) {
        List<PodReading> pods = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            pods.add(ready("pod-" + i, page));
        }
        return view(seconds, size, pods);
    }

    /** Nobody there, and requests that wait for somebody. */
    static View held(double seconds, int requests) {
        return new View(at(seconds), 0, List.of(), requests);
    }

    static PodReading ready(String uid, EngineSample page) {
        return new PodReading(uid, uid, PodReading.State.READY, START, START, START, new Scrape.Scraped(page, START));
    }

    /** Not ready; its container runs already. */
    static PodReading loading(String uid) {
        return new PodReading(uid, uid, PodReading.State.PENDING, START, START, null, silent());
    }

    /** Not ready; its container does not run yet. */
    static PodReading pending(String uid) {
        return new PodReading(uid, uid, PodReading.State.PENDING, START, null, null, silent());
    }

    static Scrape silent() {
        return new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod is not ready");
    }

    static EngineSample inFlight(double requests) {
        return page(requests, 0, 0);
    }

    static EngineSample page(double running, double waiting, double kvUsage) {
        return full(running, waiting, kvUsage, 0, 0, 0);
    }

    /** A page with lengths of finished requests, counted since the engine started. */
    static EngineSample full(
            double running, double waiting, double kvUsage, double finished, double promptTokens, double outputTokens) {
        return EngineSample.builder(running, waiting)
                .kvCacheUsage(OptionalDouble.of(kvUsage))
                .cacheConfiguration(Labels.of(Map.of("num_gpu_blocks", "1000", "block_size", "16")))
                .finishedByReason(Map.of("stop", finished))
                .requestTokens(
                        new Distribution(finished * promptTokens, finished),
                        new Distribution(finished * outputTokens, finished))
                .build();
    }

    static Conditions conditions(int min, int max) {
        return new Conditions(min, max, new Objective(Duration.ofMillis(2_500), Duration.ofMillis(100)), ENGINE);
    }

    /** A policy with some knobs turned. */
    static Scaler start(String name, int min, int max, UnaryOperator<Setting> turn) {
        Entrant entrant = new Entrants().named(name).orElseThrow();
        return entrant.start(turn.apply(entrant.defaults()), conditions(min, max));
    }
}
