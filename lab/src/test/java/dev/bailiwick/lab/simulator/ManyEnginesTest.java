package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of the closed loop whatever the engine, its slots and the targets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyEnginesTest {
    private static final String L40S = "llama-3.1-8b-l40s";
    private static final String A100 = "llama-3.1-8b-a100-80";
    private static final String H100 = "mistral-small-24b-h100";

    private final Map<String, TrueCapacity> measured = new HashMap<>();

    static Stream<Arguments> everyEngineAndTarget() {
        return Stream.of(L40S, A100, H100)
                .flatMap(engine -> Stream.of(32, 256, 1_024)
                        .flatMap(slots -> Stream.of("queue", "objectives", "both", "tokens")
                                .map(target -> Arguments.of(engine, slots, target))));
    }

    @ParameterizedTest(name = "{0} with {1} slots, sized by {2}")
    @MethodSource("everyEngineAndTarget")
    void neverAsksForMoreThanTwiceTheNeedAndOneWhileTheFirstPodsStart(String engine, int slots, String target) {
        // Given one pod, a cold start of five minutes, and a token target of 80 % of what a pod bears
        TrueCapacity pod = pod(engine, slots);
        ClosedLoop loop = new ClosedLoop(
                pod.engine(), new Router.LeastLoaded(), Duration.ofMinutes(5), 1, policy(pod, target, 0.8));
        // When twice what it bears arrives, so that the need is 2
        loop.run(Traffic.constant(6, 2 * pod.requestsPerSecond()), 1_000);
        // Then
        assertThat(loop.largest()).as(loop.story()).isLessThanOrEqualTo(2 * 2 + 1);
        assertThat(loop.decisions.getLast().desired()).as(loop.story()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "{0} with {1} slots, {2} times the capacity of one pod, sized by {3}")
    @CsvSource({
        L40S + ", 256, 2.3, tokens",
        L40S + ", 256, 1.75, tokens",
        L40S + ", 1024, 2.8, objectives",
        A100 + ", 32, 1.5, both",
        A100 + ", 256, 1.7, tokens",
        A100 + ", 256, 2.3, objectives",
        A100 + ", 1024, 0.6, queue",
        H100 + ", 32, 2.3, tokens",
        H100 + ", 256, 1.5, objectives",
        H100 + ", 1024, 2.8, both",
        H100 + ", 1024, 1.7, queue",
    })
    void changesDirectionAtMostOnceAnHourUnderConstantLoad(String engine, int slots, double load, String target) {
        // Given a token target of 60 % of what a pod bears
        TrueCapacity pod = pod(engine, slots);
        ClosedLoop loop = new ClosedLoop(
                pod.engine(), new Router.LeastLoaded(), Duration.ofSeconds(90), 2, policy(pod, target, 0.6));
        // When
        loop.run(Traffic.constant(3, load * pod.requestsPerSecond()), 3_600);
        // Then
        assertThat(loop.turns()).as(loop.story()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {L40S, A100, H100})
    void scalesUpThoughTheTokenTargetIsTwiceWhatAFullBatchReaches(String engine) {
        // Given
        TrueCapacity pod = pod(engine, 256);
        ClosedLoop loop = new ClosedLoop(
                pod.engine(), new Router.LeastLoaded(), Duration.ofSeconds(90), 1, policy(pod, "tokens", 2));
        // When
        loop.run(Traffic.constant(2, 1.8 * pod.requestsPerSecond()), 1_800);
        // Then
        assertThat(loop.decisions.getLast().desired()).as(loop.story()).isBetween(2, 5);
    }

    @ParameterizedTest(name = "sized by {0}")
    @ValueSource(strings = {"queue", "objectives"})
    void followsAMixThatTurnsToOutputsFourTimesAsLong(String target) {
        // Given an overload that showed what a pod finishes
        TrueCapacity pod = pod(L40S, 256);
        ClosedLoop loop = new ClosedLoop(
                pod.engine(), new Router.LeastLoaded(), Duration.ofSeconds(90), 1, policy(pod, target, 1));
        double perSecond = 1.5 * pod.requestsPerSecond();
        Traffic traffic = new Traffic(9, second -> perSecond, second -> second < 1_200 ? 128 : 512);
        loop.run(traffic, 1_200);
        int before = loop.decisions.getLast().desired();
        // When the outputs change at the same rate of requests
        loop.run(traffic, 2_800);
        // Then
        assertThat(loop.decisions.getLast().desired()).as(loop.story()).isGreaterThan(before);
        assertThat(loop.decisions.getLast().signals().waiting().orElseThrow())
                .as(loop.story())
                .isLessThan(8 * loop.decisions.getLast().desired());
    }

    @ParameterizedTest(name = "sized by {0}, the first at {1} of the speed, later ones at {2}: {3} are needed")
    @CsvSource({"objectives, 0.6, 1, 5, 12", "queue, 1, 0.6, 6, 13", "objectives, 1, 0.6, 6, 13"})
    void followsALoadThoughThePodThatWasMeasuredIsNotLikeTheOthers(
            String target, double firstSpeed, double laterSpeed, int need, int most) {
        // Given a first pod that is saturated, and so measured
        TrueCapacity pod = pod(L40S, 256);
        EngineProfile later = slower(pod.engine(), laterSpeed);
        Iterator<EngineProfile> first =
                List.of(slower(pod.engine(), firstSpeed)).iterator();
        ClosedLoop loop = new ClosedLoop(
                () -> first.hasNext() ? first.next() : later,
                new Router.LeastLoaded(),
                Duration.ofSeconds(90),
                1,
                policy(pod, target, 1));
        // When the load rises
        Traffic traffic = new Traffic(10, second -> (second < 1_000 ? 1.2 : 3.8) * pod.requestsPerSecond());
        loop.run(traffic, 2_800);
        // Then it is followed, at most by as much as the slow pod's throughput allows
        assertThat(loop.decisions.getLast().desired()).as(loop.story()).isBetween(need, most);
        assertThat(loop.decisions.getLast().signals().waiting().orElseThrow())
                .as(loop.story())
                .isLessThan(8 * loop.decisions.getLast().desired());
    }

    @Test
    void releasesTwentyReplicasThatAFewCarryThoughRequestsWaitForMoments() {
        // Given prompts that fill a step, and a router that does not look where it sends them
        EngineProfile engine = Engines.named(L40S).withLimits(185_000, 256, 512);
        Policy policy = Sizing.by(256, null, 3_500, null);
        ClosedLoop loop = new ClosedLoop(
                engine,
                new Router.AnyPod(RandomGeneratorFactory.of("L64X128MixRandom").create(4)),
                Duration.ofSeconds(90),
                20,
                policy);
        // When
        loop.run(Traffic.constant(3, 25), 900);
        // Then
        assertThat(loop.decisions)
                .anyMatch(decision -> decision.signals().waiting().orElse(0) > 0);
        assertThat(loop.decisionAt(400).desired()).as(loop.story()).isLessThanOrEqualTo(8);
        assertThat(loop.turns()).as(loop.story()).isZero();
    }

    private TrueCapacity pod(String engine, int slots) {
        return measured.computeIfAbsent(engine + slots, key -> TrueCapacity.measure(engine, slots));
    }

    private static Policy policy(TrueCapacity pod, String target, double tokenShare) {
        return switch (target) {
            case "queue" -> Sizing.by(pod.slots(), 8, null, null);
            case "objectives" -> Sizing.by(pod.slots(), null, null, Sizing.within(2_500));
            case "both" -> Sizing.by(pod.slots(), 8, null, Sizing.within(2_500));
            default -> Sizing.by(pod.slots(), null, (int) (tokenShare * pod.tokensPerSecond()), null);
        };
    }

    private static EngineProfile slower(EngineProfile engine, double speed) {
        StepCost cost = engine.stepCost();
        return engine.withStepCost(new StepCost(
                cost.fixed() / speed,
                cost.perSequence() / speed,
                cost.weights() / speed,
                cost.weightsPerToken() / speed,
                cost.compute() / speed,
                cost.computePerToken() / speed,
                cost.attention() / speed,
                cost.attentionPerKvToken() / speed,
                cost.prefillPerSquaredToken() / speed));
    }
}
