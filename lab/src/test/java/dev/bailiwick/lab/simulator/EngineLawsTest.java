package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.at;
import static dev.bailiwick.lab.simulator.Engines.millisecondSteps;
import static dev.bailiwick.lab.simulator.Engines.named;
import static dev.bailiwick.lab.simulator.Engines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.bailiwick.lab.simulator.Engines.Recorded;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine against laws of queueing and the figures that its model was fitted to. */
class EngineLawsTest {

    @ParameterizedTest(name = "utilisation {0}, {1} tokens")
    @CsvSource({"0.5, 1", "0.8, 1", "0.8, 5"})
    void waitsAsAQueueWithOneServerAndConstantServiceDoes(double utilisation, int outputTokens) {
        // Given one sequence at a time, whose service takes a millisecond a token
        Recorded run = new Recorded(millisecondSteps(1024, 1, 64));
        double service = outputTokens / 1e3;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        int requests = 400_000;
        double at = 0;
        // When
        for (int id = 0; id < requests; id++) {
            at += random.nextExponential() * service / utilisation;
            run.engine.submit(new Request(id, 8, outputTokens), at(at));
        }
        run.finish();
        // Then the mean wait is that of Pollaczek and Khinchine
        double wait = run.completions.stream()
                        .mapToDouble(
                                completion -> seconds(Duration.between(completion.submitted(), completion.lastToken())))
                        .average()
                        .orElseThrow()
                - service;
        assertThat(wait).isCloseTo(utilisation * service / (2 * (1 - utilisation)), withPercentage(2));
    }

    @Test
    void holdsLittlesLaw() {
        // Given
        Recorded run = new Recorded(named("llama-3.1-8b-l40s"));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        double rate = 4;
        double horizon = 4_000;
        double at = random.nextExponential() / rate;
        long samples = 0;
        double inFlight = 0;
        double running = 0;
        int requests = 0;
        // When
        for (double sample = 0.05; sample < horizon; sample += 0.1) {
            for (; at < sample; at += random.nextExponential() / rate) {
                run.engine.submit(new Request(requests++, 1 + random.nextInt(800), 1 + random.nextInt(300)), at(at));
            }
            run.engine.advanceTo(at(sample));
            inFlight += run.engine.inFlight();
            running += run.engine.gauges().running();
            samples++;
        }
        run.finish();
        // Then
        double meanTime = run.completions.stream()
                .mapToDouble(completion -> seconds(Duration.between(completion.submitted(), completion.lastToken())))
                .average()
                .orElseThrow();
        assertThat(inFlight / samples).isCloseTo(requests / horizon * meanTime, withPercentage(1));
        assertThat(running / samples).isCloseTo(inFlight / samples, withPercentage(2));
    }

    @ParameterizedTest(name = "batch {0}: {1} ms between tokens")
    @CsvSource({"1, 6.9", "64, 8.5"})
    void spacesTokensAsTheModelOfTheResearchDoes(int batch, double milliseconds) {
        // Given
        Recorded run = new Recorded(named("llama-3.1-8b-h100"));
        // When
        for (int id = 0; id < batch; id++) {
            run.engine.submit(new Request(id, 128, 128), Engines.START);
        }
        run.finish();
        // Then
        EngineCounters counters = run.engine.counters();
        double mean = counters.interTokenLatency.sum() / counters.interTokenLatency.count() * 1e3;
        assertThat(mean).isCloseTo(milliseconds, withPercentage(5));
    }

    @Test
    void prefillsAsFastAsAnIndependentRegressionSays() {
        // Given two prompts long enough that arithmetic binds and short enough that attention does not
        double shorter = timeToFirstToken("llama-3.1-8b-h100", 512);
        double longer = timeToFirstToken("llama-3.1-8b-h100", 1024);
        // Then a token costs 19.8 us
        assertThat((longer - shorter) / 512 * 1e6).isCloseTo(19.8, withPercentage(5));
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3.1-8b-h100, 1024, 8192, 421000, 90",
        "llama-3.1-8b-a100-80, 256, 2048, 421000, 90",
        "llama-3.1-8b-l40s, 256, 2048, 185000, 90",
        "mistral-small-24b-h100, 1024, 8192, 147000, 150",
        "llama-3.1-70b-h100-tp4, 1024, 8192, 487000, 240",
        "llama-3.1-70b-h100-tp8, 1024, 8192, 1420000, 240",
        "llama-3.1-70b-a100-tp4, 256, 2048, 487000, 240"
    })
    void shipsEveryEngineOfTheResearch(
            String name, int maxSequences, int maxBatchedTokens, long kvTokens, double coldStart) {
        // When
        EngineProfile profile = named(name);
        // Then
        assertThat(profile.maxSequences()).isEqualTo(maxSequences);
        assertThat(profile.maxBatchedTokens()).isEqualTo(maxBatchedTokens);
        assertThat(profile.kvTokens()).isEqualTo(kvTokens);
        assertThat(profile.coldStartSeconds()).isEqualTo(coldStart);
        assertThat(profile.source()).contains("aiconfigurator");
        assertThat(EngineCatalogue.load().profiles()).hasSize(7);
    }

    private static double timeToFirstToken(String engine, int promptTokens) {
        Recorded run = new Recorded(named(engine));
        run.engine.submit(new Request(1, promptTokens, 1), Engines.START);
        run.finish();
        return seconds(run.completion(1).timeToFirstToken());
    }
}
