package dev.bailiwick.operator.observe;

import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.rollout.PodAction;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures, once per change of size, how long it took from its page to the API server's consent to the first write that
 * acts on it: other replicas asked of a ReplicaSet, or a replica taken out of the Service or back into it.
 */
public final class ChangeLatency {
    private final OperatorMetrics metrics;

    public ChangeLatency(OperatorMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Takes in a pass that was applied in full.
     *
     * @param page when the page was received that the size was decided on
     */
    public void applied(Pass pass, Optional<Instant> page, Instant now) {
        var id = ResourceID.fromResource(pass.observed().deployment());
        var deployment = metrics.of(id);
        page.filter(received -> deployment.isPresent() && deployment.get().acts(received) && resizes(pass))
                .ifPresent(received -> metrics.latency(Duration.between(received, now)));
    }

    private static boolean resizes(Pass pass) {
        return pass.fleet()
                .filter(fleet -> fleet.actions().stream()
                                .anyMatch(action ->
                                        action instanceof PodAction.Drain || action instanceof PodAction.TakeBack)
                        || pass.observed().replicaSets().stream()
                                .anyMatch(set -> set.getSpec().getReplicas()
                                        != fleet.of(
                                                set.getMetadata().getLabels().getOrDefault(Keys.REVISION, ""))))
                .isPresent();
    }
}
