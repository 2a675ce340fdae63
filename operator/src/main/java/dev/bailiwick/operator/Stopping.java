package dev.bailiwick.operator;

import dev.bailiwick.operator.apply.EventRecorder;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** How this process stops in order: a lease that goes then was given back, not lost, and what happened is still told. */
@Singleton
final class Stopping {
    private volatile boolean inOrder;

    /** Before the framework stops its controllers and gives the lease back. */
    void begins(@Observes @Priority(1) ShutdownEvent event) {
        inOrder = true;
    }

    /** After the framework has ended its passes (at the 2500 of an observer that names none), before the client is closed. */
    void ends(@Observes @Priority(4000) ShutdownEvent event, EventRecorder events) {
        events.close();
    }

    boolean inOrder() {
        return inOrder;
    }
}
