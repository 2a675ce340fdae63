package dev.bailiwick.workload.scaling;

import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.api.v1alpha1.ScalingSignals;
import java.util.List;
import java.util.Optional;

/**
 * What the ticks of one deployment have come to, ready for its status.
 *
 * @param recommended size that the last decision asked for
 * @param reason its reason
 * @param message it in a sentence
 * @param signals what the engines reported, as last released for writing
 * @param notable decisions that changed the size or the reason since the operator started, newest first
 * @param metrics whether the last observation could be used
 * @param caveat what limits the reading of an objective, in a sentence
 */
public record ScalingOutlook(
        int recommended,
        String reason,
        String message,
        ScalingSignals signals,
        List<ScalingDecision> notable,
        Metrics metrics,
        Optional<String> caveat) {
    public ScalingOutlook {
        notable = List.copyOf(notable);
    }

    /** Whether an observation could be used. */
    public enum Metrics {
        USABLE,
        /** Some ready engine's page is missing, stale or unusable. */
        UNAVAILABLE,
        /** No replica is ready, so that no engine reports. */
        NO_READY_REPLICA
    }
}
