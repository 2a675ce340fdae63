package dev.bailiwick.sandbox.pod;

import java.time.Duration;

/** Counts the requests inside, and lets no more in once it is closed. */
final class Gate {
    private int inside;
    private boolean closed;

    /** Lets a request in, which then must {@link #leave}; returns false when the gate is closed. */
    synchronized boolean enter() {
        if (!closed) {
            inside++;
        }
        return !closed;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /**
     * Closes the gate.
     *
     * @return requests that are inside
     */
    synchronized int close() {
        closed = true;
        return inside;
    }

    synchronized boolean closed() {
        return closed;
    }

    /**
     * Waits until nobody is inside, for {@code longest} at most.
     *
     * @return requests that are still inside
     */
    synchronized int awaitEmpty(Duration longest) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        for (var left = longest.toNanos(); inside > 0 && left > 0; left = end - System.nanoTime()) {
            wait(Math.ceilDiv(left, 1_000_000L));
        }
        return inside;
    }
}
