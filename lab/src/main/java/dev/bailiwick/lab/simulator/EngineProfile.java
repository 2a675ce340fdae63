package dev.bailiwick.lab.simulator;

/**
 * A model on an accelerator as the simulator knows it.
 *
 * @param name the name by which {@link EngineCatalogue} finds it
 * @param model the model served
 * @param accelerator the product label of the node it was measured on
 * @param accelerators accelerators per replica
 * @param stepCost how long a step takes
 * @param kvTokens tokens that the KV cache holds
 * @param blockTokens tokens in one of its blocks (vLLM's {@code block_size}, by default 16 on a GPU)
 * @param maxSequences most sequences that run at once (vLLM's {@code max_num_seqs})
 * @param maxBatchedTokens most tokens in one step (vLLM's {@code max_num_batched_tokens}), at least maxSequences
 * @param coldStartSeconds from the order of a pod to its first answer, on a warm node
 * @param source where the numbers come from
 */
public record EngineProfile(
        String name,
        String model,
        String accelerator,
        int accelerators,
        StepCost stepCost,
        long kvTokens,
        int blockTokens,
        int maxSequences,
        int maxBatchedTokens,
        double coldStartSeconds,
        String source) {

    public EngineProfile {
        if (blockTokens < 1 || kvTokens < 2L * blockTokens || maxSequences < 1 || maxBatchedTokens < maxSequences) {
            throw new IllegalArgumentException(name + ": kvTokens " + kvTokens + ", blockTokens " + blockTokens
                    + ", maxSequences " + maxSequences + " and maxBatchedTokens " + maxBatchedTokens
                    + " must give two blocks of cache, a sequence, and a token for each sequence");
        }
    }

    /** The same engine with other limits. */
    public EngineProfile withLimits(long kvTokens, int maxSequences, int maxBatchedTokens) {
        return new EngineProfile(
                name,
                model,
                accelerator,
                accelerators,
                stepCost,
                kvTokens,
                blockTokens,
                maxSequences,
                maxBatchedTokens,
                coldStartSeconds,
                source);
    }

    /** The same engine with another step cost. */
    public EngineProfile withStepCost(StepCost stepCost) {
        return new EngineProfile(
                name,
                model,
                accelerator,
                accelerators,
                stepCost,
                kvTokens,
                blockTokens,
                maxSequences,
                maxBatchedTokens,
                coldStartSeconds,
                source);
    }

    /** Whether a request could ever be answered: its prompt and its output must fit into the KV cache. */
    public boolean holds(int promptTokens, int outputTokens) {
        return (long) promptTokens + outputTokens <= usableBlocks() * blockTokens;
    }

    /** Whole blocks of the KV cache. */
    public long kvBlocks() {
        return kvTokens / blockTokens;
    }

    /** Blocks that sequences can hold: one is never given out ({@code vllm/v1/core/block_pool.py}, the null block). */
    public long usableBlocks() {
        return kvBlocks() - 1;
    }
}
