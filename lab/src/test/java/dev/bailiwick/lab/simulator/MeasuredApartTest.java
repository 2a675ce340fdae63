package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.bailiwick.lab.simulator.Engines.Recorded;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was measured on the idle server of the recorded series, apart from them, asked of its simulation. */
class MeasuredApartTest {
    private final Recorded run = new Recorded(Fidelity.engine(Recording.load("b")));

    @ParameterizedTest(name = "{0} sequences: {1} ms")
    @CsvSource({"1, 11.3", "2, 12.6", "4, 13.0", "8, 14.9", "16, 18.3", "32, 26.8"})
    void aStepThatOnlyDecodesTakesWhatItTook(int sequences, double milliseconds) {
        // Given so many sequences of short context
        for (int id = 0; id < sequences; id++) {
            run.engine.submit(new Request(id, 16, 400), START);
        }
        run.engine.advanceTo(at(1));
        double before = run.engine.counters().iterationTokens.count();
        // When
        run.engine.advanceTo(at(2.6));
        // Then
        double steps = run.engine.counters().iterationTokens.count() - before;
        assertThat(1_600 / steps)
                .as("the fit is to a server with clients, whose work the engine waits for")
                .isCloseTo(milliseconds, withPercentage(17));
    }

    @ParameterizedTest(name = "{0} tokens: {1} ms")
    @CsvSource({"32, 23", "128, 52", "256, 93", "512, 181", "1000, 396", "4000, 2850"})
    void aPromptAloneIsPrefilledInTheTimeThatItTook(int tokens, double milliseconds) {
        // When
        run.engine.submit(new Request(1, tokens, 1), START);
        run.finish();
        // Then
        assertThat(run.completion(1).timeToFirstToken().toNanos() / 1e6).isCloseTo(milliseconds, withPercentage(15));
    }

    @Test
    void aLongPromptAloneShowsNoStepUntilItsFirstToken() {
        // Given a prompt of four chunks
        run.engine.submit(new Request(1, 4000, 1), START);
        // When all but the last are done
        run.engine.advanceTo(at(1.8));
        // Then nothing is counted, and then all at once
        assertThat(run.engine.gauges().running()).isEqualTo(1);
        assertThat(run.engine.counters().iterationTokens.count()).isZero();
        assertThat(run.engine.counters().promptTokens).isZero();
        run.finish();
        assertThat(run.engine.counters().iterationTokens.count()).isEqualTo(1);
        assertThat(run.engine.counters().iterationTokens.sum()).isEqualTo(4001);
        assertThat(run.engine.counters().promptTokens).isEqualTo(4000);
    }

    @Test
    void aLongPromptBesideADecodeShowsStepsOfOneTokenAndThenItself() {
        // Given a sequence that decodes
        run.engine.submit(new Request(1, 16, 400), START);
        run.engine.advanceTo(at(0.5));
        double before = run.engine.counters().iterationTokens.sum();
        long counted = run.engine.counters().iterationTokens.count();
        // When a prompt of 3,500 tokens comes, which takes chunks of 1,023, 1,023, 1,023 and 431
        run.engine.submit(new Request(2, 3500, 1), at(0.5));
        while (run.engine.counters().promptTokens == 16) {
            run.engine.advanceTo(run.engine.now().plusMillis(1));
        }
        // Then the step under way, three steps of a token, and one with the prompt and a token of each
        assertThat(run.engine.counters().iterationTokens.count() - counted).isEqualTo(5);
        assertThat(run.engine.counters().iterationTokens.sum() - before).isEqualTo(4 + 3502);
    }

    @Test
    void recomputationIsCountedNowhereUnderPressureOnTheCache() {
        // Given 40 clients for 45 s, each with one request of 256 and 1,000 tokens at a time
        int clients = 40;
        int sent = 0;
        for (Instant now = START; now.isBefore(at(45)); now = now.plusMillis(20)) {
            run.engine.advanceTo(now);
            for (; run.engine.inFlight() < clients; sent++) {
                run.engine.submit(new Request(sent, 256, 1_000), now);
            }
        }
        double generated = run.engine.counters().generationTokens / 45.0;
        // When it has drained
        run.finish();
        // Then
        EngineCounters counters = run.engine.counters();
        assertThat(generated).isCloseTo(497, withPercentage(15));
        assertThat((double) counters.preemptions).isCloseTo(76, withPercentage(30));
        assertThat(counters.promptTokens).isEqualTo(256L * sent);
        assertThat(counters.generationTokens).isEqualTo(1_000L * sent);
        assertThat(counters.iterationTokens.sum()).isEqualTo(1_256.0 * sent);
    }
}
