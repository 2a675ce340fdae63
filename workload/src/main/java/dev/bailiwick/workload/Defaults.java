package dev.bailiwick.workload;

import dev.bailiwick.api.v1alpha1.DrainSpec;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * What a field means when it is absent. The API server fills these in; blocks that are absent as a whole, and objects
 * that never saw it, have them from here.
 */
public final class Defaults {
    public static final int PORT = 8000;
    public static final Duration SCALE_DOWN_DELAY = Duration.ofMinutes(5);
    private static final Duration DRAIN_DEADLINE = Duration.ofMinutes(10);

    private Defaults() {}

    /** Port on which the engine serves. */
    public static int port(ModelDeploymentSpec spec) {
        return spec.engine().port() == null ? PORT : spec.engine().port();
    }

    /** Longest time that a draining replica may take. */
    public static Duration drainDeadline(ModelDeploymentSpec spec) {
        return Durations.parse(
                Optional.ofNullable(spec.drain()).map(DrainSpec::deadline).orElse(null), DRAIN_DEADLINE);
    }
}
