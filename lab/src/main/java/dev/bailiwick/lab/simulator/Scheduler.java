package dev.bailiwick.lab.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes steps as vLLM does: decodes first, then chunked prefill first come first served, then admission; when the KV
 * cache would overflow, the newest sequence is preempted and recomputed (research autoscaling 3).
 *
 * <p>A decoding sequence costs nothing per step: it is counted, and found again by the step with which it finishes.
 */
final class Scheduler {
    private static final Comparator<Sequence> BY_ID = Comparator.comparingLong(sequence -> sequence.id);

    private final EngineProfile profile;
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    /** In the order of admission: decoding sequences and, behind every one admitted earlier, prefilling ones. */
    private final Batch running = new Batch();

    private final Deque<Sequence> prefilling = new ArrayDeque<>();
    private final FinishHeap finishing = new FinishHeap();
    private final List<Sequence> finished = new ArrayList<>();
    private KvBlocks kv;
    private StepCost cost;
    private EngineCounters counters;
    private long preemptions;
    private long decodeStep;
    private long kvDecoding;

    private Chunks chunks = new Chunks();
    /** Whether the composed step decodes and does nothing else, on sequences that are all still there. */
    private boolean plain;

    private long stepPicos;

    Scheduler(EngineProfile profile, EngineCounters counters) {
        this.profile = profile;
        this.kv = new KvBlocks(profile);
        this.cost = profile.stepCost();
        this.counters = counters;
    }

    /** The same state, counting into {@code into}. */
    Scheduler copy(EngineCounters into) {
        Scheduler copy = new Scheduler(profile, into);
        IdentityHashMap<Sequence, Sequence> twins = new IdentityHashMap<>();
        for (Sequence sequence = running.oldest(); sequence != null; sequence = sequence.newer) {
            Sequence twin = sequence.copy();
            twins.put(sequence, twin);
            copy.running.add(twin);
            if (twin.decoding()) {
                copy.finishing.add(twin);
            }
        }
        waiting.forEach(sequence -> copy.waiting.addLast(sequence.copy()));
        prefilling.forEach(sequence -> copy.prefilling.addLast(twins.getOrDefault(sequence, sequence)));
        copy.chunks = chunks.copy(twins);
        copy.cost = cost;
        copy.preemptions = preemptions;
        copy.decodeStep = decodeStep;
        copy.kv = kv.copy();
        copy.kvDecoding = kvDecoding;
        copy.plain = plain;
        copy.stepPicos = stepPicos;
        return copy;
    }

    void enqueue(Sequence sequence) {
        waiting.addLast(sequence);
    }

    boolean hasWork() {
        return running.size() > 0 || !waiting.isEmpty();
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    /** Blocks of KV cache in use or promised to a prefill. */
    long kvUsed() {
        return kv.used();
    }

    long preemptions() {
        return preemptions;
    }

    /** The sequence with an id, running or waiting. */
    @Nullable
    Sequence find(long id) {
        for (Sequence sequence = running.oldest(); sequence != null; sequence = sequence.newer) {
            if (sequence.id == id) {
                return sequence;
            }
        }
        for (Sequence sequence : waiting) {
            if (sequence.id == id) {
                return sequence;
            }
        }
        return null;
    }

    /** Steps composed from now on cost this. */
    void cost(StepCost changed) {
        cost = changed;
        plain = false;
    }

    /** What happens from now on is counted here. */
    void counters(EngineCounters fresh) {
        counters = fresh;
    }

    /** Composes the step that begins at {@code now}; how long it takes. */
    long compose(long now) {
        chunks.clear();
        boolean preempted = false;
        while (!kv.fit(decodeStep, 0)) {
            preemptNewest(now);
            preempted = true;
        }
        int budget = profile.maxBatchedTokens() - finishing.size();
        for (Sequence sequence : prefilling) {
            if (budget == 0) {
                break;
            }
            budget -= chunks.add(sequence, budget);
        }
        while (!preempted && budget > 0 && !waiting.isEmpty() && fits(waiting.getFirst())) {
            Sequence sequence = admit(waiting.removeFirst(), now);
            budget -= chunks.add(sequence, budget);
        }
        plain = chunks.size() == 0 && !preempted && finishing.size() > 0;
        stepPicos = cost.picos(running.size(), finishing.size(), chunks.totalTokens(), kvDecoding, chunks.pairs());
        return stepPicos;
    }

    /**
     * How many steps like the composed one follow each other, itself included, until a sequence finishes or a block of
     * cache is lacking: more than one only where each step decodes the same sequences and does nothing else. Among them
     * the larger branch of the cost stays the same, since it depends on the tokens of a step.
     */
    long alike() {
        return plain ? kv.steps(decodeStep, finishing.firstStep() - decodeStep) : 1;
    }

    /** By how much each of these steps takes longer than the one before. */
    long growth() {
        return cost.picosPerKvToken() * finishing.size();
    }

    /**
     * Books the end of as many steps like the composed one, at {@code now}.
     *
     * @return the sequences whose answer is complete, in the order of their ids; valid until the next call
     */
    List<Sequence> complete(long steps, long now) {
        finished.clear();
        counters.stepEnds();
        int decoded = finishing.size();
        if (decoded > 0) {
            kv.advance(decodeStep, steps);
            decodeStep += steps;
            kvDecoding += steps * decoded;
            counters.generationTokens += steps * decoded;
            counters.interTokenLatency.observeRising(stepPicos, steps > 1 ? growth() : 0, steps, decoded);
        }
        while (finishing.size() > 0 && finishing.firstStep() <= decodeStep) {
            finish(finishing.first(), now);
        }
        if (chunks.size() > 0) {
            completeChunks(decoded, now);
        } else if (decoded > 0) {
            counters.iterationTokens.observe(decoded, steps);
        }
        if (finished.size() > 1) {
            finished.sort(BY_ID);
        }
        return finished;
    }

    /** Forgets a sequence wherever it is, and its chunk in a step under way. */
    void cancel(Sequence sequence) {
        if (sequence.running) {
            leave(sequence);
        } else {
            waiting.remove(sequence);
        }
        chunks.remove(sequence);
        plain = false;
    }

    /** Tokens of the answer that are there by now. */
    int generated(Sequence sequence) {
        return sequence.running ? sequence.generatedAt(decodeStep) : sequence.generated;
    }

    private void completeChunks(int decoded, long now) {
        long iterationTokens = decoded;
        for (int i = 0; i < chunks.size(); i++) {
            Sequence sequence = chunks.sequence(i);
            sequence.prefilled += chunks.tokens(i);
            if (sequence.decoding()) {
                iterationTokens += token(sequence, now);
                if (sequence.generated == sequence.outputTokens) {
                    finish(sequence, now);
                }
            }
        }
        if (iterationTokens > 0) {
            counters.iterationTokens.observe(iterationTokens);
        }
    }

    private void preemptNewest(long now) {
        @Nullable Sequence newest = running.newest();
        if (newest == null) {
            throw new IllegalStateException("the cache overflows with nothing running");
        }
        newest.lastTokenAt = newest.decoding() ? now : newest.lastTokenAt;
        leave(newest);
        newest.preempt(decodeStep);
        waiting.addFirst(newest);
        counters.preempted();
        preemptions++;
    }

    private boolean fits(Sequence sequence) {
        return running.size() < profile.maxSequences() && kv.fit(decodeStep, sequence.prefillTarget);
    }

    private Sequence admit(Sequence sequence, long now) {
        if (sequence.scheduledAt < 0) {
            sequence.scheduledAt = now;
            counters.lookedUp(sequence);
        }
        running.add(sequence);
        prefilling.addLast(sequence);
        kv.take(sequence.prefillTarget);
        return sequence;
    }

    /** Books the token at the end of a prefill, the first one or the next after a preemption; returns what it counts. */
    private long token(Sequence sequence, long now) {
        prefilling.remove(sequence);
        long counted = 1;
        if (sequence.generated == 0) {
            sequence.firstTokenAt = now;
            counters.firstToken(sequence);
            counted += sequence.promptTokens - sequence.cachedTokens;
        } else {
            counters.interTokenLatency.observe(now - sequence.lastTokenAt);
        }
        counters.generationTokens++;
        sequence.generated++;
        sequence.decodingSince = decodeStep;
        sequence.finishesAtStep = decodeStep + sequence.outputTokens - sequence.generated;
        kvDecoding += sequence.prefillTarget;
        kv.grows(sequence.prefillTarget, decodeStep);
        finishing.add(sequence);
        return counted;
    }

    private void finish(Sequence sequence, long now) {
        leave(sequence);
        sequence.generated = sequence.outputTokens;
        sequence.lastTokenAt = now;
        counters.finished(sequence);
        finished.add(sequence);
    }

    private void leave(Sequence sequence) {
        long held = sequence.kvTokens(decodeStep);
        running.remove(sequence);
        kv.free(held);
        if (sequence.decoding()) {
            finishing.remove(sequence);
            kv.rests(held, decodeStep);
            kvDecoding -= held;
        } else {
            prefilling.remove(sequence);
        }
    }
}
