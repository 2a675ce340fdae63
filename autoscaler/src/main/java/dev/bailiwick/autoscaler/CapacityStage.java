package dev.bailiwick.autoscaler;

import dev.bailiwick.autoscaler.DemandStage.Demand;
import dev.bailiwick.autoscaler.LearnedState.Lengths;
import dev.bailiwick.autoscaler.LearnedState.Page;
import dev.bailiwick.autoscaler.LearnedState.PodMemory;
import dev.bailiwick.autoscaler.LearnedState.Throughput;
import dev.bailiwick.metrics.Distribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Second stage: what one replica is taken to carry. */
final class CapacityStage {

    /** Most requests in flight that a replica is trusted with before it has been measured (design 6). */
    private static final double MOST = 32;
    /** Share of the KV cache that sequences in flight may fill (design 6). */
    private static final double KV_SHARE = 0.8;
    /** Requests after which an old length has faded to 1/e. */
    private static final double LENGTH_MEMORY = 500;

    /**
     * What is learned of requests and replicas.
     *
     * @param lengths lengths of the requests
     * @param throughput what a saturated replica finishes, or null when none has been measured within the hour
     */
    record Learned(Lengths lengths, @Nullable Throughput throughput) {}

    Learned learn(Demand demand, LearnedState state, String revision, long now) {
        Lengths lengths = lengths(demand, state);
        Throughput known = revision.equals(state.revision()) ? state.throughput() : null;
        return new Learned(lengths, ThroughputMeter.measure(demand.known(), lengths, known, now));
    }

    private static Lengths lengths(Demand demand, LearnedState state) {
        Map<String, Page> before = new HashMap<>();
        state.pods().forEach(pod -> before.put(pod.uid(), pod.page()));
        Lengths lengths = state.lengths();
        for (PodTracker.Tracked pod : demand.pods()) {
            PodMemory memory = pod.memory();
            if (memory != null && pod.status() == PodTracker.Status.FRESH) {
                Page old = pod.reset() ? null : before.get(memory.uid());
                lengths = learned(lengths, old, memory.page());
            }
        }
        return lengths;
    }

    /** Folds in the requests that finished since the page before; on a first page, those of the engine's whole life. */
    private static Lengths learned(Lengths lengths, @Nullable Page before, Page page) {
        Distribution prompts = since(before == null ? null : before.prompts(), page.prompts());
        Distribution outputs = since(before == null ? null : before.outputs(), page.outputs());
        if (prompts == null || outputs == null) {
            return lengths;
        }
        double requests = Math.min(prompts.count(), LENGTH_MEMORY);
        double kept = lengths.requests() * StrictMath.exp(-requests / LENGTH_MEMORY);
        double total = kept + requests;
        return new Lengths(
                total,
                (lengths.promptTokens() * kept + prompts.sum() / prompts.count() * requests) / total,
                (lengths.generationTokens() * kept + outputs.sum() / outputs.count() * requests) / total);
    }

    private static @Nullable Distribution since(@Nullable Distribution before, @Nullable Distribution now) {
        if (now == null) {
            return null;
        }
        Distribution grown =
                before == null ? now : new Distribution(now.sum() - before.sum(), now.count() - before.count());
        return grown.count() > 0 && grown.sum() >= 0 ? grown : null;
    }

    Capacity estimate(Demand demand, Learned learned, LearnedState state, Policy policy) {
        List<PodMemory> known = demand.known();
        Lengths lengths = learned.lengths();
        boolean measured = lengths.requests() > 0;
        return new Capacity(
                concurrency(known, lengths, policy),
                full(known, state),
                ThroughputMeter.expected(learned.throughput(), lengths),
                measured ? OptionalDouble.of(lengths.promptTokens()) : OptionalDouble.empty(),
                measured ? OptionalDouble.of(lengths.generationTokens()) : OptionalDouble.empty());
    }

    /** T of design 6; a term that is not known is left out, and of several KV caches the smallest counts. */
    private static double concurrency(List<PodMemory> known, Lengths lengths, Policy policy) {
        double most = MOST;
        double perRequest = lengths.promptTokens() + lengths.generationTokens() / 2;
        for (PodMemory pod : known) {
            Double kvTokens = pod.page().kvCacheTokens();
            if (kvTokens != null && perRequest > 0) {
                most = Math.min(most, KV_SHARE * kvTokens / perRequest);
            }
        }
        Integer maxNumSeqs = policy.maxNumSeqs();
        return Math.max(1, maxNumSeqs == null ? most : Math.min(most, maxNumSeqs));
    }

    /**
     * What a full replica runs (design 6, docs/adr/0020): the mean over those that have had requests waiting for 10 s. A
     * shorter wait may be a request between two engine steps on a replica that is nearly idle, so then a full replica is
     * taken to run no less than the mean over all, and than what one has run without a queue. When nothing waits: the
     * mean over all.
     */
    private static OptionalDouble full(List<PodMemory> known, LearnedState state) {
        OptionalDouble queued = meanRunning(known, pod -> Steps.queued(pod.steps()));
        OptionalDouble all = meanRunning(known, pod -> true);
        OptionalDouble waiting = meanRunning(known, pod -> pod.page().waiting() > 0);
        if (queued.isPresent() || waiting.isEmpty() || all.isEmpty()) {
            return queued.isPresent() ? queued : all;
        }
        double most = Math.max(waiting.getAsDouble(), all.getAsDouble());
        for (LearnedState.Point level : state.levels()) {
            most = Math.max(most, level.value());
        }
        return OptionalDouble.of(most);
    }

    private static OptionalDouble meanRunning(List<PodMemory> pods, Predicate<PodMemory> which) {
        return pods.stream()
                .filter(which)
                .mapToDouble(pod -> pod.page().running())
                .average();
    }
}
