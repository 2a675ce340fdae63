package dev.bailiwick.operator.watch;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Fails liveness while a watch is open and silent. */
@Liveness
@Singleton
public final class WatchesHealth implements HealthCheck {
    private final Watchdog watchdog;

    WatchesHealth(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public HealthCheckResponse call() {
        var stalled = watchdog.stalled();
        var response = HealthCheckResponse.named("watches").status(stalled.isEmpty());
        stalled.forEach(response::withData);
        return response.build();
    }
}
