package dev.bailiwick.operator;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whether this process is stopping in order; a lease that goes then was given back, not lost. */
@Singleton
final class Stopping {
    private volatile boolean inOrder;

    /** Before the framework stops its controllers and gives the lease back. */
    void begins(@Observes @Priority(1) ShutdownEvent event) {
        inOrder = true;
    }

    boolean inOrder() {
        return inOrder;
    }
}
