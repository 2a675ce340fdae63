package dev.bailiwick.lab.simulator;

/**
 * The blocks of a KV cache, as vLLM gives them out: a sequence holds whole blocks, and one more as soon as a token lies
 * outside of them ({@code vllm/v1/core/kv_cache_manager.py}).
 *
 * <p>A decoding sequence grows by a token each step, so it takes a block at every {@code blockTokens}-th step and always at
 * the same remainder. Sequences are counted by that remainder, and what a number of steps takes is a sum.
 */
final class KvBlocks {
    private final int blockTokens;
    private final long usable;
    /** Decoding sequences by the remainder of the decode steps before the one that takes a block. */
    private final int[] taking;

    private int decoding;
    private long used;

    /** The empty cache of an engine. */
    KvBlocks(EngineProfile profile) {
        this.blockTokens = profile.blockTokens();
        this.usable = profile.usableBlocks();
        this.taking = new int[blockTokens];
    }

    private KvBlocks(KvBlocks other) {
        this.blockTokens = other.blockTokens;
        this.usable = other.usable;
        this.taking = other.taking.clone();
        this.decoding = other.decoding;
        this.used = other.used;
    }

    KvBlocks copy() {
        return new KvBlocks(this);
    }

    /** Blocks in use or promised to a prefill. */
    long used() {
        return used;
    }

    /** Whether the decode step after {@code step} of them finds the blocks it takes, with so many tokens beside it. */
    boolean fit(long step, long tokens) {
        return used + taking[remainder(step)] + Math.ceilDiv(tokens, (long) blockTokens) <= usable;
    }

    /** Promises the blocks of so many tokens. */
    void take(long tokens) {
        used += Math.ceilDiv(tokens, (long) blockTokens);
    }

    /** Gives back the blocks of a sequence that holds so many tokens. */
    void free(long tokens) {
        used -= Math.ceilDiv(tokens, (long) blockTokens);
    }

    /** A sequence that holds so many tokens grows by one in each decode step after {@code step} of them. */
    void grows(long tokens, long step) {
        taking[remainder(step - tokens)]++;
        decoding++;
    }

    /** A sequence that holds so many tokens after {@code step} decode steps grows no more. */
    void rests(long tokens, long step) {
        taking[remainder(step - tokens)]--;
        decoding--;
    }

    /** Takes what so many decode steps after {@code step} of them take. */
    void advance(long step, long steps) {
        used += taken(step, steps);
    }

    /** How many decode steps after {@code step} of them find the blocks they take, at most {@code most}. */
    long steps(long step, long most) {
        long left = usable - used;
        if (taken(step, most) <= left) {
            return most;
        }
        long steps = left / decoding * blockTokens;
        left %= decoding;
        while (taking[remainder(step + steps)] <= left) {
            left -= taking[remainder(step + steps)];
            steps++;
        }
        return steps;
    }

    private long taken(long step, long steps) {
        long taken = steps / blockTokens * decoding;
        int next = remainder(step);
        for (long rest = steps % blockTokens; rest > 0; rest--) {
            taken += taking[next];
            next = next + 1 == blockTokens ? 0 : next + 1;
        }
        return taken;
    }

    private int remainder(long step) {
        return (int) Math.floorMod(step, (long) blockTokens);
    }
}
