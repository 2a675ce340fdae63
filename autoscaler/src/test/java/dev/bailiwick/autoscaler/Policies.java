package dev.bailiwick.autoscaler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Policies for tests: bounds 1 to 100 and a delay of five minutes. */
final class Policies {

    private Policies() {}

    static Policy queue(int queued) {
        return of(queued, null, null);
    }

    static Policy tokens(int tokensPerSecond) {
        return of(null, tokensPerSecond, null);
    }

    static Policy objectives() {
        return of(null, null, new Policy.Objectives(Duration.ofSeconds(1), Duration.ofMillis(100), 99));
    }

    static Policy of(@Nullable Integer queued, @Nullable Integer tokens, Policy.@Nullable Objectives objectives) {
        return new Policy(Policy.Mode.AUTO, 1, 100, queued, tokens, objectives, Duration.ofMinutes(5), null);
    }

    static Policy bounds(Policy policy, int min, int max) {
        return new Policy(
                policy.mode(),
                min,
                max,
                policy.queuedRequestsPerReplica(),
                policy.tokensPerSecondPerReplica(),
                policy.objectives(),
                policy.scaleDownDelay(),
                policy.maxNumSeqs());
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

    static Policy maxNumSeqs(Policy policy, int sequences) {
        return new Policy(
                policy.mode(),
                policy.minReplicas(),
                policy.maxReplicas(),
                policy.queuedRequestsPerReplica(),
                policy.tokensPerSecondPerReplica(),
                policy.objectives(),
                policy.scaleDownDelay(),
                sequences);
    }
}
