package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Operated;
import java.time.Duration;
import java.util.List;

/** The shipped autoscaler, as the operator runs it for a deployment with objectives in mode Auto. */
final class OurPolicy {
    private static final int ATTAINMENT_PERCENT = 99;
    private static final Duration SCALE_DOWN_DELAY = Duration.ofMinutes(5);

    private OurPolicy() {}

    static Peer peer() {
        return Peer.of(
                "ours",
                "autoscaler, rule " + Autoscaler.RULE_VERSION
                        + ", with the CRD's defaults (scaleDownDelay 5m, attainmentPercent 99)",
                List.of(),
                List::of,
                List.of("Never below one replica, which is the CRD's minimum."),
                (setting, conditions) -> new Operated(policy(conditions)));
    }

    private static Policy policy(Conditions conditions) {
        return new Policy(
                Policy.Mode.AUTO,
                Math.max(1, conditions.minReplicas()),
                Math.max(1, conditions.maxReplicas()),
                null,
                null,
                new Policy.Objectives(
                        conditions.objective().timeToFirstToken(),
                        conditions.objective().timePerOutputToken(),
                        ATTAINMENT_PERCENT),
                SCALE_DOWN_DELAY,
                conditions.profiled().maxSequences());
    }
}
