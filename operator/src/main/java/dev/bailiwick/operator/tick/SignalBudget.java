package dev.bailiwick.operator.tick;

import dev.bailiwick.operator.OperatorConfig;
import jakarta.inject.Singleton;
import java.time.Instant;

/** How many writes of signals a second the operator allows itself, over all deployments (design 4). */
@Singleton
public final class SignalBudget {
    private final int perSecond;
    private long second;
    private int spent;

    SignalBudget(OperatorConfig config) {
        this.perSecond = config.signals().writesPerSecond();
    }

    synchronized boolean spend(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            spent = 0;
        }
        return spent++ < perSecond;
    }
}
