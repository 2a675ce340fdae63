package dev.bailiwick.autoscaler.journal;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.metrics.Histogram;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** A deployment whose pods do anything at all, from a seed. */
final class WildDeployment {
    static final Instant START = Instant.parse("2026-11-24T14:00:00.123Z");

    private final Random random;
    final Autoscaler autoscaler = new Autoscaler();
    final List<JournalEntry> written = new ArrayList<>();
    final String name;
    LearnedState learned = LearnedState.empty();
    Instant now = START;
    int held = 2;
    double counter;

    WildDeployment(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    void run(JournalWriter journal, int ticks) throws IOException {
        for (int tick = 0; tick < ticks; tick++) {
            now = now.plusMillis(1900 + random.nextInt(200));
            Observation observation = observe();
            Policy policy = policy(tick);
            LearnedState before = random.nextInt(200) == 0 ? LearnedState.empty() : learned;
            Decision decision = autoscaler.decide(observation, policy, before, now.plusNanos(1_234_567));
            journal.append(name, observation, policy, before, decision);
            written.add(new JournalEntry(name, observation, policy, null, Decided.of(decision)));
            learned = decision.next();
            held = decision.desired();
        }
    }

    Policy policy(int tick) {
        return new Policy(
                tick % 90 > 80 ? Policy.Mode.RECOMMEND : Policy.Mode.AUTO,
                1,
                8,
                tick % 50 > 25 ? 4 : null,
                tick % 70 > 20 ? 900 : null,
                new Policy.Objectives(tick % 3 == 0 ? null : Duration.ofMillis(2500), null, 99),
                Duration.ofSeconds(20),
                random.nextBoolean() ? 16 : null);
    }

    Observation observe() {
        List<PodReading> pods = new ArrayList<>();
        for (int i = 0; i < held; i++) {
            boolean ready = random.nextInt(20) > 0;
            pods.add(new PodReading(
                    "uid-" + i,
                    "pod-" + i,
                    ready ? PodReading.State.READY : PodReading.State.PENDING,
                    START,
                    random.nextInt(30) > 0 ? START : null,
                    ready ? START : null,
                    scrape()));
        }
        return new Observation(now, random.nextInt(100) == 0 ? "r2" : "r1", held, pods);
    }

    private Scrape scrape() {
        if (random.nextInt(8) == 0) {
            List<Scrape.Kind> kinds = List.of(Scrape.Kind.values());
            Scrape.Kind kind = kinds.get(random.nextInt(kinds.size()));
            return new Scrape.Failed(kind, "line 1, column 2: \"größer\"\n");
        }
        counter = random.nextInt(60) == 0 ? 0 : counter + random.nextInt(50);
        EngineSample.Builder sample = EngineSample.builder(random.nextInt(40), random.nextInt(30))
                .waitingByReason(Map.of("capacity", (double) random.nextInt(5), "deferred", -0.0))
                .finishedByReason(random.nextInt(9) == 0 ? Map.of() : Map.of("stop", counter, "length", counter / 3))
                .kvCacheUsage(maybe(random.nextDouble()))
                .kvCacheTokens(maybe(24576))
                .tokens(maybe(counter * 100), maybe(counter * 50), maybe(counter))
                .preemptions(maybe(counter))
                .startedAt(maybe(1.7955333510611691e9))
                .iterationTokens(new Distribution(counter * 150, counter * 7))
                .interTokenLatency(new Distribution(counter * 0.0123, counter * 50))
                .requestTokens(new Distribution(counter * 100, counter), new Distribution(counter * 50, counter));
        if (random.nextInt(10) > 0) {
            sample.timeToFirstToken(new Histogram(
                    List.of(0.5, 1.0, Double.POSITIVE_INFINITY),
                    List.of(counter / 4, counter / 2, counter),
                    counter * 0.7));
        }
        return new Scrape.Scraped(sample.build(), now.minusNanos(random.nextInt(40) * 1_000_003L));
    }

    private OptionalDouble maybe(double value) {
        return random.nextInt(12) == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
