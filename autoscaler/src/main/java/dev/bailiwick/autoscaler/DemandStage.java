package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.LearnedState.PodMemory;
import dev.bailiwick.autoscaler.LearnedState.Step;
import dev.bailiwick.autoscaler.PodTracker.Status;
import dev.bailiwick.autoscaler.PodTracker.Tracked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * First stage: what is asked of the deployment now. Levels are those of the ready replicas; rates are those of all pods,
 * so that what a draining pod finishes, or a removed one finished before its last page, is accounted for.
 */
final class DemandStage {

    /** Window of the served token rate (design 6, term 3). */
    static final long TOKEN_WINDOW = 30_000;
    /** Window of the arrivals (design 6, caps). */
    static final long ARRIVAL_WINDOW = 60_000;
    /** Arrivals over less than this say nothing: ten scrapes' worth of noise. */
    static final long SHORTEST_ARRIVAL_WINDOW = 10_000;

    /**
     * The demand at one tick.
     *
     * @param pods all pods of the observation
     * @param known ready replicas whose numbers can be relied on
     * @param lost ready replicas of which nothing can be said
     * @param queued whether any ready replica is known to have a queue
     * @param memories what is remembered from now on, removed pods included
     * @param since first tick of this state
     * @param ready number of ready replicas
     * @param running requests running on known ready replicas
     * @param waiting requests waiting on known ready replicas
     * @param tokensPerSecond tokens served per second, 30 s mean; absent before 30 s or without counters
     * @param arrivalsPerSecond requests arriving per second, over up to 60 s
     * @param kvCacheUsage mean share of the KV cache in use
     */
    record Demand(
            List<Tracked> pods,
            List<PodMemory> known,
            List<Tracked> lost,
            boolean queued,
            List<PodMemory> memories,
            long since,
            int ready,
            double running,
            double waiting,
            OptionalDouble tokensPerSecond,
            OptionalDouble arrivalsPerSecond,
            OptionalDouble kvCacheUsage) {

        double inFlight() {
            return running + waiting;
        }

        /** Whether every ready replica showed a new page at this tick. */
        boolean fresh() {
            return ready > 0 && pods.stream().allMatch(pod -> !pod.reading().ready() || pod.status() == Status.FRESH);
        }

        boolean countersReset() {
            return pods.stream().anyMatch(Tracked::reset);
        }
    }

    Demand measure(Observation observation, LearnedState state, long now) {
        Map<String, PodMemory> before = new HashMap<>();
        state.pods().forEach(memory -> before.put(memory.uid(), memory));
        List<Tracked> pods = new ArrayList<>();
        List<PodMemory> memories = new ArrayList<>();
        Map<String, Long> ends = new HashMap<>();
        for (PodReading reading : observation.pods()) {
            Tracked pod = PodTracker.track(reading, before.remove(reading.uid()), now);
            pods.add(pod);
            PodMemory memory = pod.memory();
            if (memory != null) {
                memories.add(memory);
                ends.put(memory.uid(), pod.status().known() ? memory.page().at() : now);
            }
        }
        for (PodMemory gone : state.pods()) {
            if (before.containsKey(gone.uid()) && gone.page().at() > now - PodTracker.KEEP) {
                memories.add(gone);
            }
        }
        long since = state.since() == null ? now : state.since();
        return summed(pods, memories, ends, since, now);
    }

    private static Demand summed(
            List<Tracked> pods, List<PodMemory> memories, Map<String, Long> ends, long since, long now) {
        int ready = 0;
        double running = 0;
        double waiting = 0;
        double usage = 0;
        int usages = 0;
        boolean queued = false;
        List<PodMemory> known = new ArrayList<>();
        List<Tracked> lost = new ArrayList<>();
        for (Tracked pod : pods) {
            PodMemory memory = pod.memory();
            if (!pod.reading().ready()) {
                continue;
            }
            ready++;
            if (pod.status().lost()) {
                lost.add(pod);
            }
            if (!pod.status().known() || memory == null) {
                continue;
            }
            known.add(memory);
            queued |= Steps.queued(memory.steps());
            running += memory.page().running();
            waiting += memory.page().waiting();
            Double kv = memory.page().kvCacheUsage();
            usage += kv == null ? 0 : kv;
            usages += kv == null ? 0 : 1;
        }
        long covered = now - since;
        long arrivalWindow = Math.min(ARRIVAL_WINDOW, covered);
        OptionalDouble tokens =
                covered < TOKEN_WINDOW ? OptionalDouble.empty() : rate(memories, ends, TOKEN_WINDOW, now, Step::tokens);
        OptionalDouble arrivals = arrivalWindow < SHORTEST_ARRIVAL_WINDOW
                ? OptionalDouble.empty()
                : rate(memories, ends, arrivalWindow, now, Step::arrivals);
        return new Demand(
                List.copyOf(pods),
                List.copyOf(known),
                List.copyOf(lost),
                queued,
                List.copyOf(memories),
                since,
                ready,
                running,
                waiting,
                tokens,
                arrivals,
                usages == 0 ? OptionalDouble.empty() : OptionalDouble.of(usage / usages));
    }

    /** Sum over pods of a number per second; each pod's window ends at its last page while that page still counts. */
    private static OptionalDouble rate(
            List<PodMemory> memories,
            Map<String, Long> ends,
            long window,
            long now,
            Function<Step, @Nullable Double> number) {
        double sum = 0;
        boolean any = false;
        for (PodMemory memory : memories) {
            long end = ends.getOrDefault(memory.uid(), now);
            OptionalDouble part = Steps.sum(memory.steps(), end - window, end, number);
            if (part.isEmpty()) {
                return OptionalDouble.empty();
            }
            any |= memory.steps().size() > 1;
            sum += part.getAsDouble();
        }
        return any ? OptionalDouble.of(Math.max(0, sum * 1000 / window)) : OptionalDouble.empty();
    }
}
