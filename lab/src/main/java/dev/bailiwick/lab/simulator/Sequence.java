package dev.bailiwick.lab.simulator;

import org.jspecify.annotations.Nullable;

/** A request inside an engine. Times are picoseconds since the engine's start; -1 is not yet. */
final class Sequence {
    final long id;
    final int promptTokens;
    final int outputTokens;
    /** Tokens at the head of the prompt that the prefix cache holds, fewer than the prompt. */
    final int cachedTokens;

    final long submittedAt;
    long scheduledAt = -1;
    long firstTokenAt = -1;
    long lastTokenAt = -1;
    int preemptions;

    /** Tokens answered so far; while decoding, brought up to date only when the sequence leaves the batch. */
    int generated;
    /** Tokens to prefill: the prompt, and after a preemption what was generated too. */
    int prefillTarget;
    /** Tokens of the target that are in the KV cache. */
    int prefilled;
    /** The engine's decode step count when this sequence began to decode. */
    long decodingSince;
    /** The decode step with which the answer is complete, if nothing preempts it; known while decoding. */
    long finishesAtStep;
    /** Where it stands in the {@link FinishHeap}. */
    int heapIndex;
    /** Its neighbours in the {@link Batch}, by admission. */
    @Nullable
    Sequence older;

    @Nullable
    Sequence newer;

    boolean running;

    Sequence(long id, int promptTokens, int outputTokens, int cachedTokens, long submittedAt) {
        this.id = id;
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
        this.cachedTokens = cachedTokens;
        this.submittedAt = submittedAt;
        this.prefillTarget = promptTokens;
        this.prefilled = cachedTokens;
    }

    /** The same, outside of every batch and heap. */
    Sequence copy() {
        Sequence copy = new Sequence(id, promptTokens, outputTokens, cachedTokens, submittedAt);
        copy.scheduledAt = scheduledAt;
        copy.firstTokenAt = firstTokenAt;
        copy.lastTokenAt = lastTokenAt;
        copy.preemptions = preemptions;
        copy.generated = generated;
        copy.prefillTarget = prefillTarget;
        copy.prefilled = prefilled;
        copy.decodingSince = decodingSince;
        copy.finishesAtStep = finishesAtStep;
        return copy;
    }

    boolean decoding() {
        return prefilled == prefillTarget;
    }

    /** Tokens of KV cache held at decode step {@code step}; a prefilling sequence holds its whole target. */
    long kvTokens(long step) {
        return decoding() ? prefillTarget + step - decodingSince : prefillTarget;
    }

    /** Tokens answered by decode step {@code step}. */
    int generatedAt(long step) {
        return decoding() ? generated + (int) (step - decodingSince) : generated;
    }

    /** Throws away the KV cache: what was generated must be prefilled again. */
    void preempt(long step) {
        generated = generatedAt(step);
        preemptions++;
        prefillTarget = promptTokens + generated;
        prefilled = cachedTokens;
    }
}
