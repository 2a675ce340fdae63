package dev.bailiwick.autoscaler;

import dev.bailiwick.metrics.Distribution;
import dev.bailiwick.metrics.EngineSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A deployment under a policy, ticked every two seconds; a fluid engine moves the counters. */
final class Scene {

    static final Instant START = Instant.parse("2026-11-24T14:00:00Z");

    /** A pod with the numbers of its page. */
    static final class Pod {
        final String name;
        PodReading.State state = PodReading.State.READY;
        Instant readySince = START;
        double running;
        double waiting;
        double finished;
        double tokens;
        double startedAt = 1000;
        boolean counters = true;

        Scrape.@Nullable Failed failure;

        Scrape.@Nullable Scraped lastPage;

        boolean stuck;
        boolean frozen;

        /** Requests that arrive, that it can finish, and tokens that it serves, per second. */
        double arrivals;

        double mu;
        double tokensPerSecond;
        double slots = 32;

        @Nullable
        Double kvTokens;

        Pod(String name) {
            this.name = name;
        }

        Pod load(double running, double waiting) {
            this.running = running;
            this.waiting = waiting;
            return this;
        }

        private void step(double seconds) {
            double inFlight = running + waiting + arrivals * seconds;
            double done = Math.min(inFlight, mu * seconds);
            finished += done;
            tokens += (tokensPerSecond > 0 || frozen ? tokensPerSecond : running) * seconds;
            if (arrivals > 0 || mu > 0) {
                running = Math.min(slots, inFlight - done);
                waiting = inFlight - done - running;
            }
        }

        private EngineSample sample() {
            EngineSample.Builder sample = EngineSample.builder(running, waiting)
                    .kvCacheUsage(OptionalDouble.of(0.5))
                    .startedAt(OptionalDouble.of(startedAt));
            if (kvTokens != null) {
                sample.kvCacheTokens(OptionalDouble.of(kvTokens));
            }
            if (counters) {
                sample.finishedByReason(Map.of("stop", finished))
                        .tokens(OptionalDouble.of(tokens), OptionalDouble.of(tokens), OptionalDouble.of(tokens))
                        .requestTokens(
                                new Distribution(finished * 100, finished), new Distribution(finished * 50, finished));
            }
            return sample.build();
        }

        private PodReading reading(Instant now) {
            Scrape scrape = failure;
            if (scrape == null) {
                boolean again = stuck && lastPage != null;
                lastPage = again ? lastPage : new Scrape.Scraped(sample(), now);
                scrape = lastPage;
            }
            return new PodReading(name, name, state, START, START, readySince, scrape == null ? missing() : scrape);
        }

        private static Scrape missing() {
            return new Scrape.Failed(Scrape.Kind.UNREACHABLE, "connection refused");
        }
    }

    final Map<String, Pod> pods = new LinkedHashMap<>();
    final List<Decision> decisions = new ArrayList<>();
    Policy policy;
    LearnedState learned = LearnedState.empty();
    Instant now = START;
    int held;
    String revision = "r1";

    Scene(Policy policy, int replicas) {
        this.policy = policy;
        this.held = replicas;
        for (int i = 0; i < replicas; i++) {
            add("pod-" + (char) ('a' + i));
        }
    }

    Pod add(String name) {
        Pod pod = new Pod(name);
        pod.readySince = now;
        pods.put(name, pod);
        return pod;
    }

    Pod pod(int index) {
        return List.copyOf(pods.values()).get(index);
    }

    /** Decides once, now, and holds what was desired. */
    Decision decide() {
        Decision decision = new Autoscaler().decide(observe(), policy, learned, now);
        learned = decision.next();
        held = decision.desired();
        decisions.add(decision);
        return decision;
    }

    Observation observe() {
        return new Observation(
                now,
                revision,
                held,
                pods.values().stream().map(pod -> pod.reading(now)).toList());
    }

    /** Lets time pass in ticks of two seconds, a decision after each, and gives the last one. */
    Decision run(int seconds) {
        Decision last = decisions.isEmpty() ? decide() : decisions.getLast();
        for (int passed = 0; passed < seconds; passed += 2) {
            now = now.plusSeconds(2);
            pods.values().forEach(pod -> pod.step(2));
            last = decide();
        }
        return last;
    }

    /** Ordered pods that never become ready stand in for the size held. */
    void orderPending() {
        for (int i = pods.size(); i < held; i++) {
            Pod pod = add("pending-" + i);
            pod.state = PodReading.State.PENDING;
            pod.failure = new Scrape.Failed(Scrape.Kind.NOT_READY, "not ready");
        }
    }

    int largest() {
        return decisions.stream().mapToInt(Decision::recommended).max().orElseThrow();
    }
}
