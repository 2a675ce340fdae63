package dev.bailiwick.lab.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.lab.simulator.LeapEngine;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Whole runs against laws that hold of any of them. */
class RunnerLawsTest {

    @Test
    void waitsAsAQueueWithManyServersDoesWhereAReplicaHoldsManySequences() {
        // Given an engine of 4 places whose every step takes 1 ms, and answers of a geometric number of tokens
        int servers = 4;
        double meanTokens = 400;
        double utilisation = 0.7;
        int requests = 300_000;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
        Requests drawn = new Requests(requests);
        double at = 0;
        for (int i = 0; i < requests; i++) {
            at += random.nextExponential() * meanTokens / 1e3 / (servers * utilisation);
            drawn.add(at, 1, 1 + (int) (random.nextExponential() * meanTokens));
        }
        Trace trace = drawn.trace("M/M/4", at + 1);
        Ledger ledger = new Ledger(requests);
        // When
        LeapEngine engine = new LeapEngine(
                Cells.oneAtATime()
                        .withStepCost(Cells.oneAtATime().stepCost().faster(100))
                        .withLimits(1_000_000, servers, 64),
                (id, first, last, preemptions) -> ledger.answered((int) id, first, last));
        double wait = 0;
        for (int i = 0; i < requests; i++) {
            engine.submit(i, 1, trace.outputTokens(i), 0, Nanos.of(trace.atSeconds(i)));
        }
        engine.advanceTo(Nanos.of(at + 1_000));
        for (int i = 0; i < requests; i++) {
            wait += Nanos.seconds(ledger.lastTokenAt(i) - Nanos.of(trace.atSeconds(i))) - trace.outputTokens(i) / 1e3;
        }
        // Then the mean wait is Erlang's, and half a step more, since a request is seen at the end of one
        double expected = erlangWait(servers, utilisation, meanTokens / 1e3) + 0.0005;
        assertThat(wait / requests).isCloseTo(expected, withPercentage(2));
    }

    @Test
    void answersEveryRequestOnceAndHoldsLittlesLawOverAWholeRun() {
        // Given an hour on replicas that come and go
        Trace trace = Cells.poisson(3, 3_600, at -> 6);
        Cell cell = Cells.of(trace, Cells.l40s());
        Scripted policy = new Scripted(0.5, 60, view -> 3 + (int) (Scripted.second(view) / 600) % 3);
        // When
        Play play = new Play(cell, () -> policy, new Chance(2), 3, 0);
        Score score = play.play().score();
        // Then requests in flight are arrivals a second times the mean time of one
        Ledger ledger = play.ledger();
        double time = 0;
        for (int request = 0; request < trace.requests(); request++) {
            assertThat(ledger.answered(request)).isTrue();
            time += Nanos.seconds(ledger.lastTokenAt(request)) - trace.atSeconds(request);
        }
        double inFlight = policy.observed.stream()
                .mapToDouble(RunnerLawsTest::inFlight)
                .average()
                .orElseThrow();
        assertThat(inFlight).isCloseTo(time / trace.seconds(), withPercentage(2));
        assertThat(ledger.open()).isZero();
        assertThat(score.requests()).isEqualTo(trace.requests());
        assertThat(requireNonNull(score.ttft()).p50()).isPositive();
    }

    private static double inFlight(View view) {
        double inFlight = 0;
        for (PodReading pod : view.pods()) {
            inFlight += pod.scrape() instanceof Scrape.Scraped scraped
                    ? scraped.sample().inFlight()
                    : 0;
        }
        return inFlight;
    }

    /** Mean wait of M/M/k in seconds, by Erlang's C formula. */
    private static double erlangWait(int servers, double utilisation, double service) {
        double load = servers * utilisation;
        double term = 1;
        double sum = 0;
        for (int i = 0; i < servers; i++) {
            sum += term;
            term *= load / (i + 1);
        }
        double queued = term / (1 - utilisation);
        return queued / (sum + queued) * service / (servers * (1 - utilisation));
    }
}
