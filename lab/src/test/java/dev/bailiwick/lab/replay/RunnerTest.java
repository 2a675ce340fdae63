package dev.bailiwick.lab.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunnerTest {
    private static final double HOUR = 3_600;

    @Test
    void countsWhatArrivesFromTheSixteenthMinuteOn() {
        // Given one request before and two after, of which one takes 3 s to its first token behind the other
        Trace trace = Cells.trace(HOUR, 8, 30, 899.999, 1_000, 1_000.5);
        // When
        Score score = Runner.run(Cells.of(trace, Cells.oneAtATime()), Scripted.fixed(1), 1)
                .score();
        // Then
        assertThat(score.requests()).isEqualTo(2);
        assertThat(score.sloAttainment()).isEqualTo(0.5);
        assertThat(score.ttft()).isEqualTo(new Score.Percentiles(0.1, 2.6, 2.6));
        assertThat(score.tpot()).isEqualTo(new Score.Percentiles(0.1, 0.1, 0.1));
        assertThat(score.infeasible()).isZero();
    }

    @Test
    void showsAPolicyTheHistoryAndCountsOnlyFrom15MinutesAfterIt() {
        // Given an hour of which the first 1,000.5 s are history, a late request in it, and one around minute 15 after
        // it
        Trace trace = Cells.trace(HOUR, 8, 30, 100, 100.5, 1_900, 1_900.6);
        Cell cell = Cells.of(trace, Cells.oneAtATime()).withHistory(1_000.5);
        Scripted policy = Scripted.switching(500, 1, 2);
        // When
        Outcome outcome = Runner.run(cell, policy, 1);
        // Then the policy was shown it all, and of the cost that counts replicas only had two
        assertThat(Scripted.second(policy.observed.getFirst())).isLessThan(2);
        assertThat(outcome.course().changes().getLast().to()).isEqualTo(2);
        assertThat(outcome.score().requests()).isEqualTo(1);
        assertThat(outcome.score().sloAttainment()).isEqualTo(1);
        assertThat(outcome.score().scaleEvents()).isZero();
        assertThat(outcome.score().coldStarts()).isZero();
        assertThat(outcome.score().gpuHours()).isCloseTo(2 * 2 * (HOUR - 1_900.5) / HOUR, within(1e-9));
    }

    @Test
    void leavesOutWhatMissesOnAnIdleReplicaOfItsOwn() {
        // Given a prompt of 27 chunks of 64 tokens that takes 2.7 s, one that does not fit, and one that is well
        Trace trace = new Trace(
                "test", new double[] {1_000, 1_100, 1_200}, new int[] {1_664, 4_000, 8}, new int[] {1, 1, 1}, HOUR);
        Cell cell = Cells.of(trace, Cells.oneAtATime().withLimits(2_048, 1, 64));
        // When
        Score score = Runner.run(cell, Scripted.fixed(1), 1).score();
        // Then
        assertThat(score.requests()).isEqualTo(3);
        assertThat(score.infeasible()).isEqualTo(2);
        assertThat(score.sloAttainment()).isEqualTo(1);
    }

    @Test
    void paysForAReplicaFromItsOrderToItsEndWithinTheCountedInterval() {
        // Given replicas of two accelerators, one from the beginning and one from about 1,800 s on
        Trace trace = Cells.trace(HOUR, 8, 1, 10);
        Scripted policy = Scripted.switching(1_800, 1, 2);
        // When
        Outcome outcome = Runner.run(Cells.of(trace, Cells.oneAtATime()), policy, 1);
        // Then
        double ordered = outcome.course().changes().getFirst().atSeconds();
        assertThat(ordered).isBetween(1_800.0, 1_802.0);
        assertThat(outcome.score().gpuHours()).isCloseTo(2 * (2_700 + HOUR - ordered) / HOUR, within(1e-9));
        assertThat(outcome.score().coldStarts()).isEqualTo(1);
        assertThat(outcome.score().scaleEvents()).isEqualTo(1);
    }

    @Test
    void holdsRequestsWhileNoReplicaIsReadyAndCountsFromTheirArrival() {
        // Given a policy at zero that orders a replica for what is held
        Trace trace = Cells.trace(HOUR, 8, 1, 1_000);
        Cell cell = Cells.bounded(Cells.of(trace, Cells.oneAtATime()), 0, 4);
        Scripted policy = new Scripted(2, 2, view -> view.held() > 0 || view.size() > 0 ? 1 : 0);
        // When
        Outcome outcome = Runner.run(cell, policy, 3);
        // Then the wait is that of the next decision and the cold start of 90 s
        double waited = outcome.course().changes().getFirst().atSeconds() - 1_000 + 90;
        assertThat(outcome.score().zeroHits()).isEqualTo(1);
        assertThat(outcome.score().zeroWaitP95Seconds()).isCloseTo(waited, within(1e-6));
        assertThat(requireNonNull(outcome.score().ttft()).p50()).isCloseTo(waited + 0.1, within(1e-6));
        assertThat(outcome.score().sloAttainment()).isZero();
    }

    @Test
    void finishesWhatADrainingReplicaHolds() {
        // Given two requests of 20 s on two replicas, and a release while they run
        Trace trace = Cells.trace(HOUR, 8, 200, 1_000, 1_000.5);
        Cell cell = Cells.bounded(Cells.of(trace, Cells.oneAtATime()), 2, 4);
        Scripted policy = Scripted.switching(1_002, 2, 1);
        // When
        Cell free = Cells.bounded(cell, 1, 4);
        Outcome outcome = new Play(free, () -> policy, new Chance(1), 2, Runner.UNCOUNTED.toNanos()).play();
        // Then both are answered, and the drained one is paid for until its last token
        double released = outcome.course().changes().getFirst().atSeconds();
        assertThat(released).isBetween(1_002.0, 1_004.0);
        assertThat(outcome.score().sloAttainment()).isEqualTo(1);
        assertThat(policy.observed.stream()
                        .filter(view -> count(view, PodReading.State.DRAINING) == 1)
                        .count())
                .isBetween(7L, 9L);
        assertThat(outcome.score().gpuHours()).isCloseTo(2 * (2_700 + 120) / HOUR, within(1e-6));
    }

    @Test
    void givesTheNthStartTheSameTimeWhateverThePolicy() {
        // Given cold starts of some length, and two policies that order their second replica at different times
        Trace trace = Cells.trace(HOUR, 8, 1, 10);
        Cell cell = Cells.started(Cells.of(trace, Cells.oneAtATime()), 90, 0.5);
        // When
        double early = lastStart(cell, Scripted.switching(950, 1, 4));
        double late = lastStart(cell, Scripted.switching(2_000, 1, 4));
        // Then
        assertThat(late).isCloseTo(early, within(1e-3));
        assertThat(early).isNotEqualTo(90);
    }

    @Test
    void showsAPolicyThePagesAsTheShippedReaderReadsThem() {
        // Given a request of 20 s that is running at 1,010 s
        Trace trace = Cells.trace(HOUR, 8, 200, 1_000);
        Scripted policy = Scripted.fixed(1);
        // When
        Runner.run(Cells.of(trace, Cells.oneAtATime()), policy, 1);
        // Then
        View view = policy.observed.stream()
                .filter(seen -> Scripted.second(seen) > 1_010)
                .findFirst()
                .orElseThrow();
        Scrape.Scraped scraped = (Scrape.Scraped) view.pods().getFirst().scrape();
        assertThat(scraped.receivedAt()).isEqualTo(view.observation().at());
        assertThat(scraped.sample().running()).isEqualTo(1);
        assertThat(scraped.sample().promptTokens()).hasValue(8);
        assertThat(scraped.sample().generationTokens().orElseThrow()).isBetween(99.0, 125.0);
        assertThat(scraped.sample().kvCacheTokens()).hasValue(1024);
        assertThat(requireNonNull(scraped.sample().timeToFirstToken()).count()).isEqualTo(1);
    }

    @Test
    void scrapesAndDecidesInTheRhythmOfThePolicy() {
        // Given
        Scripted policy = new Scripted(5, 15, view -> 1);
        // When
        Runner.run(Cells.of(Cells.trace(HOUR, 8, 1, 10), Cells.oneAtATime()), policy, 1);
        // Then
        assertThat(policy.observed).hasSize(720);
        assertThat(policy.decided).hasSize(240);
        assertThat(gap(policy.observed)).isCloseTo(5, within(1e-6));
        assertThat(gap(policy.decided)).isCloseTo(15, within(1e-6));
    }

    @Test
    void clampsTheSizeToTheBounds() {
        // Given
        Cell cell = Cells.bounded(Cells.of(Cells.trace(HOUR, 8, 1, 10), Cells.oneAtATime()), 2, 3);
        // When
        Outcome outcome = Runner.run(cell, Scripted.switching(1_000, -5, 99), 1);
        // Then
        assertThat(outcome.course().changes())
                .extracting(Course.Change::from, Course.Change::to, Course.Change::why)
                .containsExactly(tuple(2, 3, "the test says so"));
    }

    @Test
    void countsChangesThatTurnWithinTenMinutesAsFlips() {
        // Given sizes 1, 2 at 1,000 s, 1 at 1,300 s, 2 at 2,300 s
        Scripted policy = new Scripted(
                2,
                2,
                view -> Scripted.second(view) < 1_000
                        ? 1
                        : Scripted.second(view) < 1_300 ? 2 : Scripted.second(view) < 2_300 ? 1 : 2);
        // When
        Score score = Runner.run(Cells.of(Cells.trace(HOUR, 8, 1, 10), Cells.oneAtATime()), policy, 1)
                .score();
        // Then
        assertThat(score.scaleEvents()).isEqualTo(3);
        assertThat(score.flips()).isEqualTo(1);
    }

    @Test
    void tellsTheCourseMinuteByMinute() {
        // Given two requests in minute 20, of which the second is late
        Trace trace = Cells.trace(HOUR, 8, 30, 1_200, 1_200.5);
        // When
        List<Course.Sample> samples = Runner.run(
                        Cells.of(trace, Cells.oneAtATime()), Scripted.switching(1_800, 1, 2), 1)
                .course()
                .samples();
        // Then
        assertThat(samples).hasSize(60);
        assertThat(samples.get(20)).isEqualTo(new Course.Sample(2, 1, 1, 0, 1));
        assertThat(samples.get(30)).isEqualTo(new Course.Sample(0, 0, 1, 1, 2));
        assertThat(samples.get(32)).isEqualTo(new Course.Sample(0, 0, 2, 0, 2));
    }

    @ParameterizedTest
    @EnumSource(Cell.Routing.class)
    void repeatsItselfWithTheSameSeed(Cell.Routing router) {
        // Given
        Cell cell =
                Cells.routed(Cells.started(Cells.of(Cells.poisson(5, 2_400, at -> 8), Cells.l40s()), 60, 0.3), router);
        // When
        Outcome first = Runner.run(cell, Scripted.switching(1_200, 3, 2), 7);
        Outcome second = Runner.run(cell, Scripted.switching(1_200, 3, 2), 7);
        // Then
        assertThat(second).isEqualTo(first);
        assertThat(first.score().requests()).isGreaterThan(10_000);
        assertThat(first.score().windowsOk()).isNotNull();
    }

    @Test
    void beginsWithTheFewestReplicasThatTheFirstFiveMinutesNeed() {
        // Given arrivals that two replicas bear easily and one does not, whatever comes later
        Trace trace = Cells.trace(
                HOUR,
                8,
                10,
                IntStream.range(0, 200).mapToDouble(i -> i * 1.4 + 0.1).toArray());
        Cell cell = Cells.of(trace, Cells.oneAtATime().withLimits(1_024, 1, 64));
        Scripted policy = new Scripted(2, 2, View::size);
        // When
        Runner.run(cell, policy, 1);
        // Then a service of 1 s at a gap of 1.4 s
        assertThat(policy.observed.getFirst().size()).isEqualTo(1);
        // And twice as many
        Trace twice = Cells.trace(
                HOUR,
                8,
                10,
                IntStream.range(0, 400).mapToDouble(i -> i * 0.7 + 0.1).toArray());
        Scripted other = new Scripted(2, 2, View::size);
        Runner.run(Cells.of(twice, Cells.oneAtATime()), other, 1);
        assertThat(other.observed.getFirst().size()).isEqualTo(2);
    }

    private static double lastStart(Cell cell, Scripted policy) {
        Outcome outcome = Runner.run(cell, policy, 5);
        View view = policy.decided.getLast();
        assertThat(view.ready()).isEqualTo(4);
        double ordered = outcome.course().changes().getFirst().atSeconds();
        return Nanos.seconds(Nanos.since(requireNonNull(view.pods().getLast().readySince()))) - ordered;
    }

    private static long count(View view, PodReading.State state) {
        return view.pods().stream().filter(pod -> pod.state() == state).count();
    }

    private static double gap(List<View> views) {
        return Scripted.second(views.get(1)) - Scripted.second(views.get(0));
    }
}
