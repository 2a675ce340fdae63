package dev.bailiwick.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The autoscaler and the simulated fleet as one loop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedLoopTest {
    /** As many slots as the rule trusts a replica with before it has measured one (design 6). */
    private static final int FEW = 32;
    /** What vLLM runs on this accelerator by default. */
    private static final int MANY = 256;

    private final Map<Integer, TrueCapacity> measured = new HashMap<>();

    @BeforeAll
    void measureTheTrueCapacityOfOnePod() {
        for (int slots : new int[] {FEW, MANY}) {
            measured.put(slots, TrueCapacity.measure("llama-3.1-8b-l40s", slots));
        }
    }

    @Test
    void scalesUpThoughTheTargetIsTwiceTheRealCapacity() {
        // Given a token target that no pod can reach, as the only target
        TrueCapacity pod = pod(FEW);
        int target = (int) (2 * pod.tokensPerSecond());
        ClosedLoop loop = loop(pod.engine(), 1, Duration.ofSeconds(90), Sizing.by(FEW, null, target, null));
        // When twice what one pod bears arrives
        loop.run(Traffic.constant(2, 2 * pod.requestsPerSecond()), 3_600);
        // Then
        assertThat(loop.decisions)
                .as(loop.story())
                .anySatisfy(decision -> assertThat(decision.desired()).isGreaterThanOrEqualTo(2));
        assertThat(loop.fleet.inFlight() / (double) loop.fleet.pods().size())
                .as(loop.story())
                .isLessThan(FEW);
    }

    @ParameterizedTest(name = "{0} slots, {1} times the capacity of one pod, routed by {2}, sized by {3}")
    @CsvSource({
        "32, 0.6, load, queue",
        "32, 1.7, chance, queue",
        "32, 1.6, chance, tokens",
        "32, 3.3, load, objective",
        "32, 5.5, chance, objective",
        "256, 1.5, chance, objective",
        "256, 1.9, chance, objective",
        "256, 2.8, load, queue"
    })
    void changesDirectionAtMostOnceAnHourUnderConstantLoad(int slots, double load, String routing, String sizing) {
        // Given
        TrueCapacity pod = pod(slots);
        Router router = routing.equals("load")
                ? new Router.LeastLoaded()
                : new Router.AnyPod(
                        RandomGeneratorFactory.of("L64X128MixRandom").create(4));
        Policy policy = switch (sizing) {
            case "queue" -> Sizing.by(slots, 8, null, null);
            case "tokens" -> Sizing.by(slots, null, (int) (0.6 * pod.tokensPerSecond()), null);
            default -> Sizing.by(slots, null, null, Sizing.within(2_500));
        };
        ClosedLoop loop = new ClosedLoop(pod.engine(), router, Duration.ofSeconds(90), 2, policy);
        // When
        loop.run(Traffic.constant(3, load * pod.requestsPerSecond()), 3_600);
        // Then
        assertThat(loop.turns()).as(loop.story()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0} pods")
    @ValueSource(ints = {1, 3})
    void estimatesArrivalsWithinATenthAtTwiceTheCapacity(int pods) {
        // Given clients that wait and a size that stays
        TrueCapacity pod = pod(FEW);
        ClosedLoop loop =
                loop(pod.engine(), pods, Duration.ofSeconds(90), Sizing.recommend(Sizing.by(FEW, 8, null, null)));
        Traffic traffic = Traffic.constant(5, 2 * pods * pod.requestsPerSecond());
        long before = 0;
        // When ten minutes pass
        for (int minute = 1; minute <= 10; minute++) {
            loop.run(traffic, minute * 60.0);
            double arrivals = (traffic.taken() - before) / 60.0;
            before = traffic.taken();
            Decision decision = loop.decisions.getLast();
            // Then
            if (minute > 1) {
                assertThat(decision.signals().arrivalsPerSecond().orElse(Double.NaN))
                        .as("minute " + minute)
                        .isCloseTo(arrivals, withPercentage(10));
            }
        }
    }

    @ParameterizedTest(name = "queue {0}, tokens {1}, objective {2}")
    @CsvSource({"8,,", ",0.8,", "8,0.8,", "8,,2500", ",,2500"})
    void neverAsksForMuchMoreThanTheNeedWhileTheFirstPodsStart(
            @Nullable Integer queue, @Nullable Double tokenShare, @Nullable Integer timeToFirstTokenMillis) {
        // Given one pod and a cold start of five minutes, in which a backlog grows
        TrueCapacity pod = pod(FEW);
        Policy.@Nullable Objectives objectives =
                timeToFirstTokenMillis == null ? null : Sizing.within(timeToFirstTokenMillis);
        @Nullable Integer tokens = tokenShare == null ? null : (int) (tokenShare * pod.tokensPerSecond());
        ClosedLoop loop = loop(pod.engine(), 1, Duration.ofMinutes(5), Sizing.by(FEW, queue, tokens, objectives));
        // When twice what it bears arrives, so that the need is 2
        loop.run(Traffic.constant(6, 2 * pod.requestsPerSecond()), 1_800);
        // Then
        assertThat(loop.largest()).as(loop.story()).isLessThanOrEqualTo(2 * 2 + 1);
        assertThat(loop.decisionAt(1_800).desired()).as(loop.story()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void leavesTheSizeAloneOutsideAuto() {
        // Given a size of 7 that came from Auto, and hardly any load
        ClosedLoop loop =
                loop(pod(FEW).engine(), 7, Duration.ofSeconds(90), Sizing.recommend(Sizing.by(FEW, 8, 1_000, null)));
        // When
        loop.run(Traffic.constant(7, 0.5), 1_800);
        // Then
        assertThat(loop.sizes()).containsExactly(7);
        assertThat(loop.decisions.getLast().recommended()).isLessThan(7);
    }

    @Test
    void followsAMorningUpAndAnEveningDown() {
        // Given twenty minutes of quiet, forty of load, thirty of quiet
        TrueCapacity pod = pod(FEW);
        ClosedLoop loop = loop(pod.engine(), 1, Duration.ofSeconds(90), Sizing.by(FEW, 8, null, null));
        // When
        loop.run(
                new Traffic(8, second -> (second > 1_200 && second < 3_600 ? 2.6 : 0.3) * pod.requestsPerSecond()),
                5_400);
        // Then
        assertThat(loop.turns()).as(loop.story()).isEqualTo(1);
        assertThat(loop.decisionAt(3_600).desired()).as(loop.story()).isBetween(3, 6);
        assertThat(loop.decisions.getLast().desired()).as(loop.story()).isLessThanOrEqualTo(2);
        assertThat(loop.decisions)
                .anySatisfy(decision ->
                        assertThat(decision.needs()).extracting(Need::term).contains(Need.Term.QUEUE));
    }

    private TrueCapacity pod(int slots) {
        return Objects.requireNonNull(measured.get(slots));
    }

    private static ClosedLoop loop(EngineProfile engine, int replicas, Duration coldStart, Policy policy) {
        return new ClosedLoop(engine, new Router.LeastLoaded(), coldStart, replicas, policy);
    }
}
