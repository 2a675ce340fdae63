package dev.bailiwick.lab.simulator;

/** A request inside an engine. Times are nanoseconds since the engine's start; -1 is not yet. */
final class Sequence {
    final Request request;
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

    Sequence(Request request, long submittedAt) {
        this.request = request;
        this.submittedAt = submittedAt;
        this.prefillTarget = request.promptTokens();
    }

    boolean decoding() {
        return prefilled == prefillTarget;
    }

    /** The decode step with which the answer is complete, if nothing preempts it. */
    long finishesAtStep() {
        return decodingSince + request.outputTokens() - generated;
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
        prefillTarget = request.promptTokens() + generated;
        prefilled = 0;
    }
}
