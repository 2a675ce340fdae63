package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.atMillis;
import static dev.bailiwick.lab.simulator.Engines.millisecondSteps;
import static dev.bailiwick.lab.simulator.Engines.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.simulator.Engines.Recorded;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void givesTheFirstTokenAtTheEndOfTheLastPrefillChunk() {
        // Given a budget of 8 tokens a step, so that a prompt of 20 takes chunks of 8, 8 and 4
        Recorded run = new Recorded(millisecondSteps(1024, 4, 8));
        // When
        run.engine.submit(new Request(1, 20, 3), START);
        run.finish();
        // Then
        assertThat(run.completions)
                .containsExactly(new Completion(new Request(1, 20, 3), START, atMillis(3), atMillis(5), 0));
        EngineCounters counters = run.engine.counters();
        assertThat(counters.iterationTokens.count())
                .as("chunk-only steps are not counted")
                .isEqualTo(3);
        assertThat(counters.iterationTokens.sum()).isEqualTo(23);
        assertThat(counters.promptTokens).isEqualTo(20);
        assertThat(counters.generationTokens).isEqualTo(3);
    }

    @Test
    void decodesFirstAndPrefillsWithWhatIsLeft() {
        // Given one sequence decoding from 1 ms on, which leaves 7 of 8 tokens
        Recorded run = new Recorded(millisecondSteps(1024, 4, 8));
        run.engine.submit(new Request(1, 8, 10), START);
        // When a prompt of 20 arrives and takes chunks of 7, 7 and 6
        run.engine.submit(new Request(2, 20, 1), atMillis(1));
        run.finish();
        // Then
        assertThat(run.completion(2).firstToken()).isEqualTo(atMillis(4));
        assertThat(run.completion(1).lastToken()).isEqualTo(atMillis(10));
        assertThat(run.engine.counters().iterationTokens.sum()).isEqualTo(8 + 10 + 20 + 1);
        assertThat(run.engine.counters().iterationTokens.count()).isEqualTo(10);
    }

    @Test
    void prefillsFirstComeFirstServed() {
        // Given a budget that one prompt fills
        Recorded run = new Recorded(millisecondSteps(1024, 4, 8));
        // When
        for (int id = 1; id <= 3; id++) {
            run.engine.submit(new Request(id, 8, 1), START);
        }
        run.finish();
        // Then
        assertThat(run.completions)
                .extracting(completion -> completion.request().id(), Completion::firstToken)
                .containsExactly(tuple(1L, atMillis(1)), tuple(2L, atMillis(2)), tuple(3L, atMillis(3)));
    }

    @Test
    void runsNoMoreSequencesThanItMay() {
        // Given
        Recorded run = new Recorded(millisecondSteps(1024, 2, 64));
        for (int id = 1; id <= 3; id++) {
            run.engine.submit(new Request(id, 4, 5), START);
        }
        // When
        run.engine.advanceTo(atMillis(1));
        // Then
        assertThat(run.engine.gauges()).isEqualTo(new Gauges(2, 1, 8 / 1024.0));
        assertThat(run.engine.inFlight()).isEqualTo(3);
    }

    @Test
    void preemptsTheNewestAndRecomputesItWhenTheCacheIsFull() {
        // Given 32 tokens of cache and two requests that grow to 18 each: full after the first token and 6 more
        Recorded run = new Recorded(millisecondSteps(32, 4, 64));
        run.engine.submit(new Request(1, 10, 8), START);
        run.engine.submit(new Request(2, 10, 8), START);
        // When
        run.engine.advanceTo(atMillis(8));
        Gauges afterFirst = run.engine.gauges();
        run.finish();
        // Then the older one finishes alone with step 8, and the newer prefills 17 tokens for its last one
        assertThat(run.completion(1))
                .isEqualTo(new Completion(new Request(1, 10, 8), START, atMillis(1), atMillis(8), 0));
        assertThat(run.completion(2))
                .isEqualTo(new Completion(new Request(2, 10, 8), START, atMillis(1), atMillis(9), 1));
        assertThat(afterFirst).isEqualTo(new Gauges(0, 1, 0));
        EngineCounters counters = run.engine.counters();
        assertThat(counters.preemptions).isEqualTo(1);
        assertThat(counters.promptTokens).as("recomputation is counted nowhere").isEqualTo(20);
        assertThat(counters.generationTokens).isEqualTo(16);
        assertThat(counters.iterationTokens.sum()).isEqualTo(36);
        assertThat(counters.iterationTokens.count()).isEqualTo(9);
        assertThat(counters.interTokenLatency.count()).isEqualTo(14);
        assertThat(counters.interTokenLatency.sum()).isEqualTo(0.007 + 0.008, within(1e-12));
    }

    @Test
    void tellsTheTokensOfAnAnswerUnderWayThroughAPreemption() {
        // Given 32 tokens of cache and two requests, of which the newer is preempted after 7 tokens
        Recorded run = new Recorded(millisecondSteps(32, 4, 64));
        run.engine.submit(new Request(1, 10, 8), START);
        run.engine.submit(new Request(2, 10, 8), START);
        // Then
        assertThat(run.engine.stepEnd()).isEmpty();
        for (int millis = 1; millis <= 7; millis++) {
            run.engine.advanceTo(atMillis(millis).plusNanos(1));
            assertThat(run.engine.tokens(1)).isEqualTo(millis);
            assertThat(run.engine.tokens(2)).isEqualTo(millis);
            assertThat(run.engine.stepEnd()).contains(atMillis(millis + 1));
        }
        run.engine.advanceTo(atMillis(8).plusNanos(1));
        assertThat(run.engine.tokens(1)).as("complete and gone").isZero();
        assertThat(run.engine.tokens(2)).isEqualTo(7);
    }

    @Test
    void holdsWholeBlocksOfTheCacheAndNeverTheLastOne() {
        // Given 64 blocks of 16 tokens
        EngineProfile blocks = Engines.millisecondSteps(16, 64, 4, 64);
        Recorded run = new Recorded(blocks);
        // When a prompt fills one, and grows out of it with its second token
        run.engine.submit(new Request(1, 16, 40), START);
        run.engine.advanceTo(atMillis(1));
        Gauges first = run.engine.gauges();
        run.engine.advanceTo(atMillis(17));
        Gauges seventeenth = run.engine.gauges();
        run.engine.advanceTo(atMillis(18));
        // Then
        assertThat(first.kvUsage()).isEqualTo(1 / 63.0);
        assertThat(seventeenth.kvUsage()).isEqualTo(2 / 63.0);
        assertThat(run.engine.gauges().kvUsage()).isEqualTo(3 / 63.0);
        assertThat(blocks.holds(900, 63 * 16 - 900)).isTrue();
        assertThat(blocks.holds(900, 63 * 16 - 899)).isFalse();
    }

    @Test
    void showsWhatAStepBeganWithWhenItIsOver() {
        // Given 32 tokens of cache and two requests, of which the newer is preempted with step 8
        Recorded run = new Recorded(millisecondSteps(32, 4, 64));
        run.engine.submit(new Request(1, 10, 8), START);
        run.engine.submit(new Request(2, 10, 8), START);
        // When
        run.engine.advanceTo(START.plusNanos(500_000));
        long lookedUp = run.engine.counters().queriedPromptTokens;
        run.engine.advanceTo(atMillis(7).plusNanos(500_000));
        long preempted = run.engine.counters().preemptions;
        run.engine.advanceTo(atMillis(8));
        // Then
        assertThat(lookedUp).isZero();
        assertThat(run.engine.counters().queriedPromptTokens).isEqualTo(20);
        assertThat(preempted).isZero();
        assertThat(run.engine.counters().preemptions).isEqualTo(1);
    }

    @Test
    void admitsOnlyWhatFitsTheCache() {
        // Given
        Recorded run = new Recorded(millisecondSteps(32, 4, 64));
        run.engine.submit(new Request(1, 20, 2), START);
        run.engine.submit(new Request(2, 20, 2), START);
        // When
        run.finish();
        // Then
        assertThat(run.completion(1).firstToken()).isEqualTo(atMillis(1));
        assertThat(run.completion(2).firstToken()).isEqualTo(atMillis(3));
        assertThat(run.engine.counters().preemptions).isZero();
    }

    @Test
    void refusesARequestThatTheCacheCanNeverHold() {
        // Given
        Recorded run = new Recorded(millisecondSteps(32, 4, 64));
        Request huge = new Request(1, 30, 3);
        // Then
        assertThat(run.engine.accepts(huge)).isFalse();
        assertThatThrownBy(() -> run.engine.submit(huge, START)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsGaugesAsOfTheEndOfTheLastStep() {
        // Given
        Recorded run = new Recorded(millisecondSteps(1024, 4, 64));
        run.engine.submit(new Request(1, 16, 100), START);
        run.engine.advanceTo(START.plusNanos(500_000));
        Gauges before = run.engine.gauges();
        // When one more arrives during the step
        run.engine.submit(new Request(2, 16, 100), START.plusNanos(600_000));
        run.engine.advanceTo(atMillis(1));
        Gauges first = run.engine.gauges();
        run.engine.advanceTo(atMillis(2));
        // Then
        assertThat(before).isEqualTo(new Gauges(0, 0, 0));
        assertThat(first).isEqualTo(new Gauges(1, 0, 16 / 1024.0));
        assertThat(run.engine.gauges()).isEqualTo(new Gauges(2, 0, 33 / 1024.0));
    }

    @Test
    void forgetsARequestThatItsClientCuts() {
        // Given one decoding, one in prefill, one waiting
        Recorded run = new Recorded(millisecondSteps(1024, 2, 8));
        run.engine.submit(new Request(1, 4, 50), START);
        run.engine.submit(new Request(2, 40, 5), START);
        run.engine.submit(new Request(3, 4, 5), START);
        // When
        for (long id = 1; id <= 3; id++) {
            assertThat(run.engine.cancel(id, START.plusNanos(3_500_000))).isTrue();
        }
        run.engine.advanceTo(atMillis(4));
        // Then
        assertThat(run.engine.cancel(1, atMillis(4))).isFalse();
        assertThat(run.engine.inFlight()).isZero();
        assertThat(run.engine.gauges()).isEqualTo(new Gauges(0, 0, 0));
        assertThat(run.completions).isEmpty();
        EngineCounters counters = run.engine.counters();
        assertThat(counters.promptTokens)
                .as("only the prompt whose prefill ended")
                .isEqualTo(4);
        assertThat(counters.generationTokens).isEqualTo(3);
        assertThat(counters.finished).isZero();
    }

    @Test
    void conservesRequestsAndTokensUnderPressure() {
        // Given far more work than the cache holds
        Recorded run = new Recorded(named("mistral-small-24b-h100").withLimits(8_000, 64, 1_024));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        long prompts = 0;
        long outputs = 0;
        double at = 0;
        // When
        for (int id = 0; id < 2_000; id++) {
            Request request = new Request(id, 1 + random.nextInt(1_500), 1 + random.nextInt(400));
            prompts += request.promptTokens();
            outputs += request.outputTokens();
            at += random.nextExponential() / 5;
            run.engine.submit(request, Engines.at(at));
        }
        run.finish();
        // Then
        EngineCounters counters = run.engine.counters();
        assertThat(counters.preemptions).isPositive();
        assertThat(run.completions)
                .hasSize(2_000)
                .extracting(Completion::request)
                .doesNotHaveDuplicates();
        assertThat(counters.finished).isEqualTo(2_000);
        assertThat(counters.promptTokens).isEqualTo(prompts);
        assertThat(counters.generationTokens).isEqualTo(outputs);
        assertThat(counters.iterationTokens.sum()).isEqualTo((double) (prompts + outputs));
        assertThat(counters.interTokenLatency.count()).isEqualTo(outputs - 2_000);
        assertThat(run.engine.gauges()).isEqualTo(new Gauges(0, 0, 0));
    }

    @Test
    void doesTheSameInAnyStrides() {
        // Given
        List<Completion> fine = mixedRun(7);
        // When
        List<Completion> coarse = mixedRun(100_000);
        // Then
        assertThat(fine).isEqualTo(coarse);
    }

    private static List<Completion> mixedRun(long strideMillis) {
        Recorded run = new Recorded(named("llama-3.1-8b-l40s").withLimits(4_000, 32, 512));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        for (int id = 0; id < 300; id++) {
            run.engine.submit(new Request(id, 1 + random.nextInt(900), 1 + random.nextInt(200)), atMillis(id * 40L));
        }
        while (run.engine.inFlight() > 0) {
            run.engine.advanceTo(run.engine.now().plusMillis(strideMillis));
        }
        return run.completions;
    }
}
