package dev.bailiwick.lab.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each fault does; the trace of an hour has its middle at 1,800 s. */
class PerturbationTest {
    private static final double HOUR = 3_600;
    /** A request of 2.9 s after its first token, every 10 s. */
    private static final Trace STEADY = Cells.trace(
            HOUR, 8, 30, IntStream.range(0, 350).mapToDouble(i -> 5 + 10.0 * i).toArray());

    @ParameterizedTest(name = "{0}")
    @CsvSource({"engine=-25%, 0.1333, 0.1333", "engine=+25%, 0.08, 0.08", "engine-step=-25%, 0.1, 0.1333"})
    void changesTheSpeedOfEveryEngine(String fault, double before, double after) {
        // When
        List<Double> times = stepTimes(fault, Scripted.fixed(1));
        // Then
        assertThat(times.getFirst()).isCloseTo(before, within(1e-3));
        assertThat(times.getLast()).isCloseTo(after, within(1e-3));
    }

    @Test
    void slowsOneReplicaAndNoOther() {
        // Given two replicas that take turns
        Cell cell = Cells.bounded(cell("slow-replica=x0.6"), 2, 2);
        // When
        Outcome outcome = Runner.run(Cells.routed(cell, Cell.Routing.ROUND_ROBIN), Scripted.fixed(2), 1);
        // Then
        Score.Percentiles tpot = tpot(outcome);
        assertThat(tpot.p50()).isCloseTo(0.1, within(1e-6));
        assertThat(tpot.p95()).isCloseTo(0.1 / 0.6, within(1e-6));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"mix-flip=x4, 120", "mix-flip=x0.5, 15"})
    void flipsTheMixInTheMiddle(String fault, int outputTokens) {
        // When
        Trace flipped = perturbed(STEADY, fault);
        // Then
        assertThat(flipped.outputTokens(0)).isEqualTo(30);
        assertThat(flipped.outputTokens(349)).isEqualTo(outputTokens);
        assertThat(flipped.promptTokens(349)).isEqualTo(8);
    }

    @Test
    void killsAPodWithWhatItHoldsAndOrdersAnother() {
        // Given a request that is running at 1,800 s
        Trace trace = Cells.trace(HOUR, 8, 100, 1_795, 2_000);
        Scripted policy = Scripted.fixed(1);
        // When
        Outcome outcome = Runner.run(perturbed(Cells.of(trace, Cells.oneAtATime()), "dead-pod"), policy, 1);
        // Then it is a miss, the other one is not, and no size changed
        assertThat(outcome.score().sloAttainment()).isEqualTo(0.5);
        assertThat(outcome.score().coldStarts()).isEqualTo(1);
        assertThat(outcome.course().changes()).isEmpty();
        assertThat(policy.observed.getLast().pods()).extracting(PodReading::uid).containsExactly("pod-2");
    }

    @Test
    void losesAShareOfTheScrapes() {
        // When
        List<Boolean> fresh = freshness("scrape-loss=5%");
        // Then of 1,800
        assertThat(fresh.stream().filter(came -> !came).count()).isBetween(60L, 120L);
    }

    @Test
    void bringsNoPageDuringABlackout() {
        // When
        List<Boolean> fresh = freshness("blackout=3m");
        // Then the 90 scrapes from 1,800 s to 1,980 s
        assertThat(fresh.stream().filter(came -> !came).count()).isBetween(89L, 91L);
        assertThat(fresh.subList(901, 985)).containsOnly(false);
    }

    @Test
    void delaysEveryPage() {
        // Given a request from 1,000 s to 1,003 s
        Scripted policy = Scripted.fixed(1);
        // When
        Runner.run(
                perturbed(Cells.of(Cells.trace(HOUR, 8, 30, 1_000), Cells.oneAtATime()), "scrape-delay=15s"),
                policy,
                1);
        // Then it is seen 15 s later
        List<Double> seen = policy.observed.stream()
                .filter(view -> running(view) > 0)
                .map(Scripted::second)
                .toList();
        assertThat(seen).isNotEmpty().allMatch(second -> second > 1_015 && second < 1_019);
    }

    @Test
    void beginsToCountAnewInTheMiddle() {
        // Given
        Scripted policy = Scripted.fixed(1);
        // When
        Runner.run(cell("counter-reset"), policy, 1);
        // Then
        assertThat(sample(policy, 1_790).finished().orElseThrow()).isEqualTo(179);
        assertThat(sample(policy, 1_804).finished().orElseThrow()).isZero();
        assertThat(sample(policy, 1_840).finished().orElseThrow()).isBetween(3.0, 4.0);
        assertThat(sample(policy, 1_840).startedAt())
                .isEqualTo(OptionalDouble.of(Nanos.START.getEpochSecond() + 1_800.0));
    }

    @Test
    void startsSlowerFromTheMiddleOn() {
        // When
        double before = firstReady("cold-start=400s", 1_000);
        double after = firstReady("cold-start=400s", 2_000);
        // Then
        assertThat(before).isBetween(1_090.0, 1_094.0);
        assertThat(after).isBetween(2_400.0, 2_404.0);
    }

    @Test
    void leavesStartsUnfinished() {
        // Given
        Scripted policy = Scripted.switching(1_000, 1, 2);
        // When
        Outcome outcome = Runner.run(cell("stuck-starts=100%"), policy, 1);
        // Then the second replica is paid for and never ready
        assertThat(policy.decided.getLast().pending()).isEqualTo(1);
        assertThat(policy.decided.getLast().ready()).isEqualTo(1);
        assertThat(outcome.score().gpuHours()).isGreaterThan(2 * 5_200 / HOUR);
    }

    @Test
    void givesNoMoreThanTheQuota() {
        // Given
        Scripted policy = Scripted.switching(1_000, 1, 6);
        // When
        Runner.run(cell("quota=3"), policy, 1);
        // Then
        assertThat(policy.decided.getLast().size()).isEqualTo(6);
        assertThat(policy.decided.getLast().pods()).hasSize(3);
    }

    @Test
    void fallsSilentAndReturnsTenfold() {
        // When
        Trace perturbed = perturbed(STEADY, "silence=10m");
        // Then 60 requests are gone, and each of the next 60 comes ten times
        assertThat(perturbed.requests()).isEqualTo(350 - 60 + 9 * 60);
        assertThat(perturbed.cut(1_800, 600).requests()).isZero();
        assertThat(perturbed.cut(2_400, 610).requests()).isBetween(600, 601);
    }

    @Test
    void findsAShareOfEveryPromptInThePrefixCache() {
        // Given prompts of 640 tokens, which take ten chunks without a cache and four with it
        Trace trace = Cells.trace(HOUR, 640, 1, 1_000, 2_000);
        Cell cell = Cells.of(trace, Cells.oneAtATime());
        // When
        Scripted policy = Scripted.fixed(1);
        Outcome outcome = Runner.run(perturbed(cell, "prefix-hits=60%"), policy, 1);
        // Then
        Score.Percentiles ttft = requireNonNull(outcome.score().ttft());
        assertThat(ttft.p50()).isCloseTo(0.4, within(1e-6));
        assertThat(ttft.p99()).isCloseTo(1.0, within(1e-6));
        assertThat(sample(policy, 2_100).cachedPromptTokens()).isEqualTo(OptionalDouble.of(384));
    }

    @Test
    void sendsARequestAgainWhenItsClientLosesPatience() {
        // Given two replicas that take turns, the first busy for 40 s
        Trace trace =
                new Trace("test", new double[] {1_000, 1_001, 1_002}, new int[] {8, 8, 8}, new int[] {400, 1, 1}, HOUR);
        Cell cell = Cells.routed(Cells.bounded(Cells.of(trace, Cells.oneAtATime()), 2, 2), Cell.Routing.ROUND_ROBIN);
        // When the third waits behind the first for 5 s and is sent to the other
        Outcome patient = Runner.run(cell, Scripted.fixed(2), 1);
        Outcome impatient = Runner.run(perturbed(cell, "client-retries=5s"), Scripted.fixed(2), 1);
        // Then
        assertThat(requireNonNull(patient.score().ttft()).p99()).isCloseTo(38.1, within(0.01));
        assertThat(requireNonNull(impatient.score().ttft()).p99()).isCloseTo(5.1, within(0.01));
    }

    @Test
    void startsThePolicyAnewWithEveryLeader() {
        // Given
        List<Scripted> leaders = new ArrayList<>();
        // When
        Runner.run(
                cell("new-leader=10m"),
                () -> {
                    leaders.add(Scripted.fixed(1));
                    return leaders.getLast();
                },
                1);
        // Then
        assertThat(leaders).hasSize(7);
        assertThat(leaders.subList(0, 6))
                .allMatch(leader -> leader.observed.size() >= 299 && leader.observed.size() <= 301);
        assertThatThrownBy(() -> Runner.run(cell("new-leader=10m"), Scripted.fixed(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void multipliesOneMinute() {
        // When
        Trace perturbed = perturbed(STEADY, "spike=x10");
        // Then
        assertThat(perturbed.requests()).isEqualTo(350 + 9 * 6);
        assertThat(perturbed.cut(1_800, 62).requests()).isEqualTo(60);
    }

    private static Perturbation understood(String text) {
        return ((Perturbation.Understood) Perturbation.read(text)).perturbation();
    }

    private static Cell cell(String fault) {
        return perturbed(Cells.of(STEADY, Cells.oneAtATime()), fault);
    }

    private static Cell perturbed(Cell cell, String fault) {
        return new Cell(
                cell.trace(),
                cell.load(),
                cell.engine(),
                cell.coldStart(),
                cell.router(),
                cell.objective(),
                cell.minReplicas(),
                cell.maxReplicas(),
                understood(fault));
    }

    private static Trace perturbed(Trace trace, String fault) {
        return new PerturbedTrace(new Chance(1), trace.seconds() / 2).of(trace, understood(fault));
    }

    private static Score.Percentiles tpot(Outcome outcome) {
        return requireNonNull(outcome.score().tpot());
    }

    /** Time per output token of each minute's only replica, from the counters on its page. */
    private static List<Double> stepTimes(String fault, Scripted policy) {
        Runner.run(cell(fault), policy, 1);
        List<Double> times = new ArrayList<>();
        for (double second : new double[] {1_000, 3_000}) {
            var before = requireNonNull(sample(policy, second).interTokenLatency());
            var after = requireNonNull(sample(policy, second + 400).interTokenLatency());
            times.add((after.sum() - before.sum()) / (after.count() - before.count()));
        }
        return times;
    }

    /** Whether each round of scrapes brought a page of the only replica. */
    private static List<Boolean> freshness(String fault) {
        Scripted policy = Scripted.fixed(1);
        Runner.run(cell(fault), policy, 1);
        return policy.observed.stream()
                .map(view -> view.pods().getFirst().scrape() instanceof Scrape.Scraped scraped
                        && scraped.receivedAt().equals(view.observation().at()))
                .toList();
    }

    private static double firstReady(String fault, double orderedAt) {
        Scripted policy = Scripted.switching(orderedAt, 1, 2);
        Runner.run(cell(fault), policy, 1);
        return policy.observed.stream()
                .filter(view -> view.ready() == 2)
                .mapToDouble(Scripted::second)
                .findFirst()
                .orElseThrow();
    }

    private static double running(View view) {
        return view.pods().getFirst().scrape() instanceof Scrape.Scraped scraped
                ? scraped.sample().running()
                : 0;
    }

    /** What the first replica's page said last by a second of the run. */
    private static EngineSample sample(Scripted policy, double second) {
        View view = policy.observed.stream()
                .filter(seen -> Scripted.second(seen) >= second)
                .findFirst()
                .orElseThrow();
        return ((Scrape.Scraped) view.pods().getFirst().scrape()).sample();
    }
}
