package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LeapEngineTest {
    private static final int MICRO_TRACES = 10_000;

    private record Answer(long id, long firstTokenAt, long lastTokenAt, int preemptions) {}

    @Test
    void isWhatStepAfterStepIsOnTenThousandMicroTraces() {
        long steps = 0;
        long composed = 0;
        long preemptions = 0;
        long cancelled = 0;
        for (int trace = 0; trace < MICRO_TRACES; trace++) {
            // Given an engine, requests, clients that go away, and an observer, all by chance
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(trace);
            EngineProfile profile = profile(random);
            List<Answer> leapt = new ArrayList<>();
            List<Answer> stepped = new ArrayList<>();
            LeapEngine leap =
                    new LeapEngine(profile, (id, first, last, lost) -> leapt.add(new Answer(id, first, last, lost)));
            NaiveEngine naive =
                    new NaiveEngine(profile, (id, first, last, lost) -> stepped.add(new Answer(id, first, last, lost)));
            int requests = 1 + random.nextInt(12);
            long meanGap = (long) (random.nextExponential() * 40_000_000);
            long at = 0;
            // When
            for (int id = 0; id < requests; id++) {
                at += (long) (random.nextExponential() * meanGap);
                int prompt = 1 + random.nextInt(120);
                int output = 1 + random.nextInt(Math.min(60, 192 - prompt));
                int cached = random.nextInt(4) == 0 ? random.nextInt(prompt) : 0;
                leap.submit(id, prompt, output, cached, at);
                naive.submit(id, prompt, output, cached, at);
                if (random.nextInt(8) == 0) {
                    at += random.nextInt(50_000_000);
                    int gone = random.nextInt(id + 1);
                    leap.cancel(gone, at);
                    naive.cancel(gone, at);
                    cancelled++;
                }
                if (random.nextInt(3) == 0) {
                    agree(trace, leap, naive);
                }
            }
            while (naive.inFlight() > 0) {
                at += 1 + (long) (random.nextExponential() * 300_000_000);
                leap.advanceTo(at);
                naive.advanceTo(at);
                agree(trace, leap, naive);
            }
            // Then every answer came at the same nanosecond
            assertThat(leapt).as("micro-trace %d", trace).isEqualTo(stepped);
            steps += naive.steps;
            composed += leap.composed();
            preemptions += naive.preemptions;
        }
        assertThat(composed).isLessThan(steps / 3);
        assertThat(preemptions).isGreaterThan(1_000);
        assertThat(cancelled).isGreaterThan(1_000);
    }

    @Test
    void goesItsOwnWayAfterACopyAndTheSameWayOnTheSameRequests() {
        // Given an engine under pressure
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        List<Answer> original = new ArrayList<>();
        LeapEngine engine = new LeapEngine(
                Engines.named("llama-3.1-8b-l40s").withLimits(4_000, 32, 512),
                (id, first, last, lost) -> original.add(new Answer(id, first, last, lost)));
        for (int id = 0; id < 100; id++) {
            engine.submit(id, 1 + random.nextInt(900), 1 + random.nextInt(200), 0, id * 40_000_000L);
        }
        // When a copy is taken in the middle of a step, and both get the same
        List<Answer> before = List.copyOf(original);
        List<Answer> copied = new ArrayList<>(before);
        LeapEngine copy = engine.copy((id, first, last, lost) -> copied.add(new Answer(id, first, last, lost)));
        for (LeapEngine each : List.of(copy, engine)) {
            each.submit(100, 50, 50, 0, 4_100_000_000L);
            each.advanceTo(600_000_000_000L);
        }
        // Then
        assertThat(copied).isEqualTo(original).hasSize(101);
        assertThat(before).hasSizeLessThan(80);
        assertThat(copy.preemptions()).isEqualTo(engine.preemptions()).isPositive();
        assertThat(copy.counters().interTokenLatency.sum())
                .isEqualTo(engine.counters().interTokenLatency.sum());
    }

    @Test
    void prefillsOnlyWhatThePrefixCacheLacks() {
        // Given a budget of 8 tokens a step, and 12 of 20 tokens in the cache
        List<Answer> answers = new ArrayList<>();
        LeapEngine engine = new LeapEngine(
                Engines.millisecondSteps(1024, 4, 8),
                (id, first, last, lost) -> answers.add(new Answer(id, first, last, lost)));
        // When
        engine.submit(1, 20, 3, 12, 0);
        engine.advanceTo(1_000_000_000);
        // Then
        assertThat(answers).containsExactly(new Answer(1, 1_000_000, 3_000_000, 0));
        assertThat(engine.counters().promptTokens).isEqualTo(20);
        assertThat(engine.counters().cachedPromptTokens).isEqualTo(12);
        assertThat(engine.counters().iterationTokens.sum()).isEqualTo(8 + 3);
    }

    @Test
    void countsFromZeroAfterAResetAndGoesOnServing() {
        // Given
        List<Answer> answers = new ArrayList<>();
        LeapEngine engine = new LeapEngine(
                Engines.millisecondSteps(1024, 4, 8),
                (id, first, last, lost) -> answers.add(new Answer(id, first, last, lost)));
        engine.submit(1, 8, 11, 0, 0);
        engine.advanceTo(5_000_000);
        // When
        engine.resetCounters();
        engine.advanceTo(1_000_000_000);
        // Then
        assertThat(answers).containsExactly(new Answer(1, 1_000_000, 11_000_000, 0));
        assertThat(engine.counters().generationTokens).isEqualTo(6);
        assertThat(engine.countedSince()).isEqualTo(5_000_000);
    }

    @Test
    void stepsAtAnotherCostFromTheNextStepOn() {
        // Given steps of 1 ms
        List<Answer> answers = new ArrayList<>();
        EngineProfile profile = Engines.millisecondSteps(1024, 4, 8);
        LeapEngine engine =
                new LeapEngine(profile, (id, first, last, lost) -> answers.add(new Answer(id, first, last, lost)));
        engine.submit(1, 8, 11, 0, 0);
        engine.advanceTo(5_500_000);
        // When they become twice as long in the middle of the sixth
        engine.cost(profile.stepCost().faster(0.5));
        engine.advanceTo(1_000_000_000);
        // Then the other five take 2 ms each
        assertThat(answers).containsExactly(new Answer(1, 1_000_000, 16_000_000, 0));
    }

    private static void agree(int trace, LeapEngine leap, NaiveEngine naive) {
        EngineCounters counters = leap.counters();
        boolean same = leap.running() == naive.shownRunning
                && leap.waiting() == naive.shownWaiting
                && leap.kvUsage() == naive.shownKv
                && leap.inFlight() == naive.inFlight()
                && counters.promptTokens == naive.promptTokens
                && counters.cachedPromptTokens == naive.cachedTokens
                && counters.generationTokens == naive.generationTokens
                && counters.preemptions == naive.preemptions
                && counters.queriedPromptTokens == naive.queriedTokens
                && counters.hitPromptTokens == naive.hitTokens
                && counters.finished == naive.finished
                && counters.iterationTokens.count() == naive.iterations
                && counters.iterationTokens.sum() == naive.iterationTokens
                && Arrays.equals(counters.interTokenLatency.counts(), naive.interTokenBuckets);
        assertThat(same).as("micro-trace %d", trace).isTrue();
        assertThat(counters.interTokenLatency.sum())
                .as("micro-trace %d", trace)
                .isCloseTo(naive.interTokenSeconds, within(1e-9));
    }

    /** Steps of 5 to 30 ms, room for one long request or a few short ones. */
    private static EngineProfile profile(RandomGenerator random) {
        int sequences = 1 + random.nextInt(6);
        int block = 1 << random.nextInt(5);
        StepCost cost = new StepCost(
                random.nextDouble(),
                random.nextDouble() * 0.1,
                5 + random.nextDouble() * 20,
                random.nextDouble() * 0.1,
                random.nextDouble() * 10,
                random.nextDouble() * 0.3,
                random.nextDouble(),
                random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.05,
                random.nextDouble() * 1e-3);
        return new EngineProfile(
                "random",
                "test",
                "test",
                1,
                cost,
                (192 + random.nextInt(300)) / block * block + block,
                block,
                sequences,
                sequences + random.nextInt(64),
                1,
                "made for this test");
    }
}
