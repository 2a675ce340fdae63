package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Policy;
import java.time.Duration;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of {@code examples/rehearsal.yaml} give what it promises, whatever the dice say. */
class RehearsalTest {
    private static final double CALM_ENDS = 30;
    private static final double BUSY_ENDS = 120;
    private static final double LOAD_ENDS = 260;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void growsToThreeAndGoesBackToOneWhileLoadIsThere(long seed) {
        // Given
        EngineProfile named = Engines.named("llama-3.1-8b-h100");
        EngineProfile engine = named.withLimits(named.kvTokens(), 8, named.maxBatchedTokens())
                .withStepCost(named.stepCost().faster(0.25));
        Policy policy = new Policy(
                Policy.Mode.AUTO,
                1,
                3,
                4,
                null,
                new Policy.Objectives(Duration.ofMillis(2_500), Duration.ofMillis(100), 99),
                Duration.ofSeconds(20),
                8);
        Router service =
                new Router.AnyPod(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        ClosedLoop loop = new ClosedLoop(engine, service, Duration.ofSeconds(20), 1, policy);
        // When
        loop.run(new Traffic(seed, RehearsalTest::perSecond, at -> 150), LOAD_ENDS);
        // Then
        assertThat(loop.decisionAt(CALM_ENDS).desired()).as(loop.story()).isEqualTo(1);
        assertThat(loop.decisionAt(BUSY_ENDS).desired()).as(loop.story()).isEqualTo(3);
        assertThat(loop.decisionAt(LOAD_ENDS - 1).desired()).as(loop.story()).isEqualTo(1);
    }

    private static double perSecond(double at) {
        return at < CALM_ENDS ? 0.5 : at < BUSY_ENDS ? 4 : 0.25;
    }
}
