package dev.bailiwick.lab.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Clients that lose patience: one without a first token cuts its request and sends it again. */
final class Clients {
    private static final int RETRIES = 3;

    private final long patience;
    private final Ledger ledger;
    /** In the order in which patience ends. */
    private final Deque<Sent> sent = new ArrayDeque<>();

    /** A request on a replica. */
    record Sent(int request, int retries, Replica replica, long until) {}

    Clients(long patience, Ledger ledger) {
        this.patience = patience;
        this.ledger = ledger;
    }

    /** A request was sent to a replica, after so many retries. */
    void sent(int request, int retries, Replica replica, long now) {
        if (patience != Nanos.NEVER && retries < RETRIES) {
            sent.addLast(new Sent(request, retries, replica, now + patience));
        }
    }

    /** When the next client loses patience. */
    long next() {
        @Nullable Sent first = sent.peekFirst();
        return first == null ? Nanos.NEVER : first.until();
    }

    /** The request of the client whose patience ends now, cut from its replica; null when it has its first token. */
    @Nullable
    Sent impatient(long now) {
        Sent first = sent.removeFirst();
        return !ledger.answered(first.request()) && first.replica().cutBeforeFirstToken(first.request(), now)
                ? first
                : null;
    }
}
