package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Engines that the tests drive, with everything they answered. */
final class Engines {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Engines() {}

    /** An engine whose every step takes a millisecond, with so many tokens to give out in blocks of one. */
    static EngineProfile millisecondSteps(long kvTokens, int maxSequences, int maxBatchedTokens) {
        return millisecondSteps(1, kvTokens + 1, maxSequences, maxBatchedTokens);
    }

    /** An engine whose every step takes a millisecond, with a cache of so many blocks. */
    static EngineProfile millisecondSteps(int blockTokens, long blocks, int maxSequences, int maxBatchedTokens) {
        return new EngineProfile(
                "test",
                "test",
                "test",
                1,
                new StepCost(1, 0, 0, 0, 0, 0, 0, 0, 0),
                blocks * blockTokens,
                blockTokens,
                maxSequences,
                maxBatchedTokens,
                1,
                "made for this test");
    }

    static EngineProfile named(String name) {
        return EngineCatalogue.load().find(name).orElseThrow();
    }

    static Instant at(double seconds) {
        return START.plusNanos(Math.round(seconds * 1e9));
    }

    static Instant atMillis(long millis) {
        return START.plusMillis(millis);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** An engine that keeps what it answered. */
    static final class Recorded {
        final List<Completion> completions = new ArrayList<>();
        final Engine engine;

        Recorded(EngineProfile profile) {
            engine = new Engine(profile, START, completions::add);
        }

        /** Runs until nothing is in flight. */
        void finish() {
            while (engine.inFlight() > 0) {
                engine.advanceTo(engine.now().plusSeconds(10));
            }
        }

        Completion completion(long id) {
            return completions.stream()
                    .filter(completion -> completion.request().id() == id)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
