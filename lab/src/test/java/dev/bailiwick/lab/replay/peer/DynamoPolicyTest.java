package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.metrics.EngineSample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DynamoPolicyTest {
    private static final EngineSample OVERLOADED = Views.full(64, 10, 0.5, 100, 1_000, 100);
    private static final EngineSample IDLE = Views.full(1, 0, 0.1, 100, 1_000, 100);

    @Test
    void addsOneWhenAnyEngineHasMoreWorkThanCache() {
        // Given 0.5 x 16000 = 8000 tokens in use and 10 x 1000 waiting: 18000 / 16000 = 1.125 on one of two
        Scaler dynamo = Views.start("dynamo-load", 1, 20, defaults -> defaults);
        var pods = List.of(Views.ready("a", OVERLOADED), Views.ready("b", IDLE));
        // When
        int size = dynamo.decide(Views.view(0, 2, pods));
        // Then
        assertThat(size).isEqualTo(3);
    }

    @Test
    void addsOnlyOneHoweverMuchWaits() {
        // Given 500000 tokens waiting on each engine
        Scaler dynamo = Views.start("dynamo-load", 1, 20, defaults -> defaults);
        // When
        int size = dynamo.decide(Views.even(0, 2, Views.full(64, 500, 1, 100, 1_000, 100)));
        // Then
        assertThat(size).isEqualTo(3);
    }

    @Test
    void releasesOneWhenAllEnginesAreBelowTheLowerThreshold() {
        // Given
        Scaler dynamo = Views.start("dynamo-load", 1, 20, defaults -> defaults);
        // When
        int released = dynamo.decide(Views.even(0, 3, IDLE));
        int last = dynamo.decide(Views.even(5, 1, IDLE));
        // Then
        assertThat(released).isEqualTo(2);
        assertThat(last).isEqualTo(1);
    }

    @Test
    void decidesNothingWhileAReplicaStarts() {
        // Given
        Scaler dynamo = Views.start("dynamo-load", 1, 20, defaults -> defaults);
        var pods = List.of(Views.ready("a", OVERLOADED), Views.loading("b"));
        // When
        int size = dynamo.decide(Views.view(0, 2, pods));
        // Then
        assertThat(size).isEqualTo(2);
    }

    @Test
    void kalmanFollowsLevelAndTrend() {
        // Given variances of 1 per level, 0.1 per trend and 10 per measurement, and 1000 of each to begin with
        DynamoPredictor kalman = new DynamoPredictor.Kalman(1, 0.1, 10);
        // When
        kalman.add(0);
        kalman.add(100);
        double first = kalman.next();
        kalman.add(130);
        // Then predicting made 1000 + 1000 + 1 = 2001 of the level's variance and 1000 of the covariance, so that the
        // gains are 2001 / 2011 and 1000 / 2011 of 130 - 100
        assertThat(first).isEqualTo(100);
        assertThat(kalman.next()).isCloseTo(100 + 30 * 2001.0 / 2011 + 30 * 1000.0 / 2011, within(1e-9));
        assertThat(kalman.next()).isCloseTo(100 + 30 * 3001.0 / 2011, within(1e-9));
    }

    @Test
    void constantTakesTheLast() {
        DynamoPredictor constant = new DynamoPredictor.Constant();
        constant.add(7);
        constant.add(3);
        assertThat(constant.next()).isEqualTo(3);
    }

    @Test
    void regressionFindsThePlaneThatStepsLieOn() {
        // Given steps of 10 ms + 10 us per prefilled token + 0.1 us per token of cache
        DynamoRegression regression = plane();
        // When
        double step = regression.fit() ? regression.step(500, 8_000) : -1;
        // Then 10 + 5 + 0.8 ms
        assertThat(step).isCloseTo(0.0158, within(1e-9));
        // And with a mean prompt of 1000 behind 3000 queued, two chunks of 2048 and 1952: 2 x 10 + 40 ms
        assertThat(regression.timeToFirstToken(3_000, 2_048, 0).orElseThrow()).isCloseTo(0.06, within(1e-9));
    }

    @Test
    void regressionRefusesAFitThatGainsFromLoad() {
        // Given steps that take less the more they prefill
        DynamoRegression regression = new DynamoRegression();
        for (int i = 1; i <= 8; i++) {
            regression.add(100 * i, 1, 1_000 * (i % 3), 4, 0.05 - 0.001 * i);
        }
        // When
        boolean fitted = regression.fit();
        // Then
        assertThat(fitted).isFalse();
        assertThat(regression.timePerOutputToken(1_000)).isEmpty();
    }

    @Test
    void findsTheLargestBatchWithinTheTargets() {
        // Given prompts of 1000 and outputs of 100: a batch of x prefills 10 x tokens a step and holds 1050 x of cache
        DynamoThroughput throughput = new DynamoThroughput(2.5, 0.012, Views.ENGINE);
        // When
        double perSecond = throughput.perSecond(plane(), 1_000, 100).orElseThrow();
        // Then 10 + 0.1 x + 0.105 x <= 12 ms up to x = 9, which takes 11.845 ms; 9 / (100 x 0.011845)
        assertThat(perSecond).isCloseTo(9 / (100 * 0.011845), within(1e-9));
    }

    @Test
    void sizesForThePredictedRequestsEveryThreeMinutes() {
        // Given an engine that the profile says bears so many requests of 1000 and 100 tokens
        DynamoRegression profile = new DynamoRegression();
        DynamoSweep.feed(profile, Views.ENGINE);
        double bearable = new DynamoThroughput(2.5, 0.1, Views.ENGINE)
                .perSecond(profile, 1_000, 100)
                .orElseThrow();
        Scaler dynamo = Views.start("dynamo-sla", 1, 64, defaults -> defaults);
        // When 9000 requests finish in 180 s, on one engine
        List<Integer> sizes = Stream.iterate(0, second -> second <= 180, second -> second + 5)
                .map(second -> dynamo.decide(Views.even(second, 1, Views.full(8, 0, 0.5, 50 * second, 1_000, 100))))
                .toList();
        // Then nothing changes until the interval ends, and then 50 requests/s are sized for at once
        assertThat(sizes.subList(0, sizes.size() - 1)).containsOnly(1);
        assertThat(sizes.getLast()).isEqualTo(Math.min(64, (int) Math.ceil(50 / bearable)));
        assertThat(sizes.getLast()).isGreaterThan(2);
    }

    @Test
    void loadLoopAddsOneOnlyWhenEveryEngineIsLate() {
        // Given a time to first token of 2.5 s: 400 prompts of 1000 ahead take 195 chunks of 30 ms, 5.9 s
        Scaler dynamo = Views.start("dynamo-sla", 1, 64, defaults -> defaults.with("load-loop", 1));
        EngineSample late = Views.full(64, 400, 0.5, 100, 1_000, 100);
        // When
        int oneLate = dynamo.decide(Views.view(0, 2, List.of(Views.ready("a", late), Views.ready("b", IDLE))));
        int allLate = dynamo.decide(Views.even(5, 2, late));
        // Then
        assertThat(oneLate).isEqualTo(2);
        assertThat(allLate).isEqualTo(3);
    }

    private static DynamoRegression plane() {
        DynamoRegression regression = new DynamoRegression();
        for (int prefill = 0; prefill <= 2_000; prefill += 500) {
            for (int kv = 0; kv <= 12_000; kv += 4_000) {
                regression.add(prefill, prefill / 1_000.0, kv, 4, 0.01 + 1e-5 * prefill + 1e-7 * kv);
            }
        }
        return regression;
    }
}
