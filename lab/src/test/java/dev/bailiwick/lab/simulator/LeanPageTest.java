package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Engines.Recorded;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LeanPageTest {

    @Test
    void readsTheSameAsTheWholePageInEveryState() {
        // Given an engine from idle to far beyond what it bears, and readers that remember
        EngineProfile profile = named("mistral-small-24b-h100").withLimits(12_000, 64, 1_024);
        Recorded run = new Recorded(profile);
        LeanPage lean = new LeanPage(profile, "mistral");
        EngineReader leanReader = new EngineReader(EngineKind.VLLM);
        EngineReader wholeReader = new EngineReader(EngineKind.VLLM);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        double at = 0;
        int leanest = Integer.MAX_VALUE;
        // When
        for (int id = 0; id < 150; id++) {
            int length = lean.write(run.engine.leaping(), (double) START.getEpochSecond());
            byte[] whole = MetricsPage.write(run.engine, "mistral");
            // Then
            EngineReading expected = wholeReader.read(whole);
            assertThat(leanReader.read(lean.bytes(), length)).isEqualTo(expected);
            assertThat(new EngineReader(EngineKind.VLLM).read(Arrays.copyOf(lean.bytes(), length)))
                    .isEqualTo(expected)
                    .isInstanceOf(EngineReading.Read.class);
            leanest = Math.min(leanest, whole.length / length);
            at += random.nextExponential() / (id < 30 ? 0.1 : 8);
            run.engine.submit(new Request(id, 1 + random.nextInt(900), 1 + random.nextInt(500)), Engines.at(at));
        }
        assertThat(run.engine.counters().preemptions).isPositive();
        assertThat(run.engine.gauges().waiting()).isPositive();
        assertThat(leanest).isGreaterThanOrEqualTo(5);
    }
}
