package dev.bailiwick.lab.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SequencedSet;

/**
 * Composes steps as vLLM does: decodes first, then chunked prefill first come first served, then admission; when the KV
 * cache would overflow, the newest sequence is preempted and recomputed (research autoscaling 3).
 *
 * <p>A decoding sequence costs nothing per step: it is counted, and found again by the step with which it finishes.
 */
final class Scheduler {
    private final EngineProfile profile;
    private final EngineCounters counters;
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    /** In the order of admission: decoding sequences and, behind every one admitted earlier, prefilling ones. */
    private final SequencedSet<Sequence> running = new LinkedHashSet<>();

    private final Deque<Sequence> prefilling = new ArrayDeque<>();
    private final PriorityQueue<Sequence> finishing = new PriorityQueue<>(
            Comparator.comparingLong(Sequence::finishesAtStep).thenComparingLong(sequence -> sequence.request.id()));
    private long decodeStep;
    private long kvUsed;
    private long kvDecoding;

    Scheduler(EngineProfile profile, EngineCounters counters) {
        this.profile = profile;
        this.counters = counters;
    }

    void enqueue(Sequence sequence) {
        waiting.addLast(sequence);
    }

    boolean hasWork() {
        return !running.isEmpty() || !waiting.isEmpty();
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    /** Tokens of KV cache in use or promised to a prefill. */
    long kvUsed() {
        return kvUsed;
    }

    /** Composes the step that begins at {@code now}. */
    Step compose(long now) {
        boolean preempted = preemptUntilDecodesFit(now);
        List<Step.Chunk> chunks = new ArrayList<>();
        int budget = profile.maxBatchedTokens() - finishing.size();
        for (Sequence sequence : prefilling) {
            if (budget == 0) {
                break;
            }
            budget -= addChunk(chunks, sequence, budget);
        }
        while (!preempted && budget > 0 && !waiting.isEmpty() && fits(waiting.getFirst())) {
            Sequence sequence = admit(waiting.removeFirst(), now);
            budget -= addChunk(chunks, sequence, budget);
        }
        return new Step(chunks, cost(chunks));
    }

    /**
     * Books the end of a step.
     *
     * @return the sequences whose answer is complete, in the order of their ids
     */
    List<Sequence> complete(Step step, long now) {
        List<Sequence> finished = new ArrayList<>();
        int decoded = finishing.size();
        long iterationTokens = decoded;
        if (decoded > 0) {
            decodeStep++;
            kvUsed += decoded;
            kvDecoding += decoded;
            counters.generationTokens += decoded;
            counters.interTokenLatency.observe(EngineCounters.seconds(step.nanos()), decoded);
        }
        while (!finishing.isEmpty() && finishing.peek().finishesAtStep() <= decodeStep) {
            finished.add(finish(finishing.peek(), now));
        }
        for (Step.Chunk chunk : step.chunks()) {
            Sequence sequence = chunk.sequence();
            sequence.prefilled += chunk.tokens();
            if (sequence.decoding()) {
                iterationTokens += token(sequence, now);
                if (sequence.generated == sequence.request.outputTokens()) {
                    finished.add(finish(sequence, now));
                }
            }
        }
        if (iterationTokens > 0) {
            counters.iterationTokens.observe((double) iterationTokens);
        }
        finished.sort(Comparator.comparingLong(sequence -> sequence.request.id()));
        return finished;
    }

    /** Forgets a sequence wherever it is; the caller forgets its chunk in a step under way. */
    void cancel(Sequence sequence) {
        if (running.contains(sequence)) {
            leave(sequence);
        } else {
            waiting.remove(sequence);
        }
    }

    /** Tokens of the answer that are there by now. */
    int generated(Sequence sequence) {
        return sequence.generatedAt(decodeStep);
    }

    private boolean preemptUntilDecodesFit(long now) {
        boolean any = false;
        while (kvUsed + finishing.size() > profile.kvBlocks() * EngineProfile.BLOCK_TOKENS) {
            Sequence newest = running.getLast();
            newest.lastTokenAt = newest.decoding() ? now : newest.lastTokenAt;
            leave(newest);
            newest.preempt(decodeStep);
            waiting.addFirst(newest);
            counters.preemptions++;
            any = true;
        }
        return any;
    }

    private boolean fits(Sequence sequence) {
        return running.size() < profile.maxSequences()
                && kvUsed + finishing.size() + sequence.prefillTarget
                        <= profile.kvBlocks() * EngineProfile.BLOCK_TOKENS;
    }

    private Sequence admit(Sequence sequence, long now) {
        if (sequence.scheduledAt < 0) {
            sequence.scheduledAt = now;
            counters.queriedPromptTokens += sequence.request.promptTokens();
        }
        running.add(sequence);
        prefilling.addLast(sequence);
        kvUsed += sequence.prefillTarget;
        return sequence;
    }

    private static int addChunk(List<Step.Chunk> chunks, Sequence sequence, int budget) {
        int tokens = Math.min(budget, sequence.prefillTarget - sequence.prefilled);
        chunks.add(new Step.Chunk(sequence, tokens));
        return tokens;
    }

    private long cost(List<Step.Chunk> chunks) {
        long tokens = 0;
        double pairs = 0;
        for (Step.Chunk chunk : chunks) {
            tokens += chunk.tokens();
            pairs += chunk.tokens() * (chunk.sequence().prefilled + chunk.tokens() / 2.0);
        }
        return profile.stepCost().nanos(running.size(), finishing.size(), tokens, kvDecoding, pairs);
    }

    /** Books the token at the end of a prefill, the first one or the next after a preemption; returns what it counts. */
    private long token(Sequence sequence, long now) {
        prefilling.remove(sequence);
        long counted = 1;
        if (sequence.generated == 0) {
            sequence.firstTokenAt = now;
            counters.firstToken(sequence);
            counted += sequence.request.promptTokens();
        } else {
            counters.interTokenLatency.observe(EngineCounters.seconds(now - sequence.lastTokenAt));
        }
        counters.generationTokens++;
        sequence.generated++;
        sequence.decodingSince = decodeStep;
        kvDecoding += sequence.prefillTarget;
        finishing.add(sequence);
        return counted;
    }

    private Sequence finish(Sequence sequence, long now) {
        leave(sequence);
        sequence.generated = sequence.request.outputTokens();
        sequence.lastTokenAt = now;
        counters.finished(sequence);
        return sequence;
    }

    private void leave(Sequence sequence) {
        long held = sequence.kvTokens(decodeStep);
        running.remove(sequence);
        kvUsed -= held;
        if (sequence.decoding()) {
            finishing.remove(sequence);
            kvDecoding -= held;
        } else {
            prefilling.remove(sequence);
        }
    }
}
