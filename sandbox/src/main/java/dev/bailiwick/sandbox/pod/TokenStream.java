package dev.bailiwick.sandbox.pod;

import java.time.Duration;

/** How much of one answer is there: the engine says so, the client's thread waits for more. */
final class TokenStream {
    private final long id;
    private final int outputTokens;
    private int tokens;

    TokenStream(long id, int outputTokens) {
        this.id = id;
        this.outputTokens = outputTokens;
    }

    /** The request's id inside the engine. */
    long id() {
        return id;
    }

    /** Tokens of the whole answer. */
    int outputTokens() {
        return outputTokens;
    }

    /** So many tokens are there by now. */
    synchronized void reached(int count) {
        if (count > tokens) {
            tokens = count;
            notifyAll();
        }
    }

    /**
     * Waits for more than {@code seen} tokens, for {@code longest} at most.
     *
     * @return tokens that are there
     */
    synchronized int awaitBeyond(int seen, Duration longest) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        for (var left = longest.toNanos(); tokens <= seen && left > 0; left = end - System.nanoTime()) {
            wait(Math.ceilDiv(left, 1_000_000L));
        }
        return tokens;
    }
}
