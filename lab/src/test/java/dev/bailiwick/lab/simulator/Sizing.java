package dev.bailiwick.lab.simulator;

import dev.bailiwick.autoscaler.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Policies for closed loops: bounds 1 to 32 and a delay of five minutes. */
final class Sizing {

    private Sizing() {}

    static Policy.Objectives within(int timeToFirstTokenMillis) {
        return new Policy.Objectives(Duration.ofMillis(timeToFirstTokenMillis), null, 99);
    }

    static Policy by(
            int slots, @Nullable Integer queue, @Nullable Integer tokens, Policy.@Nullable Objectives objectives) {
        return new Policy(Policy.Mode.AUTO, 1, 32, queue, tokens, objectives, Duration.ofMinutes(5), slots);
    }

    static Policy recommend(Policy policy) {
        return new Policy(
                Policy.Mode.RECOMMEND,
                policy.minReplicas(),
                policy.maxReplicas(),
                policy.queuedRequestsPerReplica(),
                policy.tokensPerSecondPerReplica(),
                policy.objectives(),
                policy.scaleDownDelay(),
                policy.maxNumSeqs());
    }
}
