package dev.bailiwick.workload.report;

import dev.bailiwick.api.v1alpha1.ModelDeploymentStatus;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the previous status remembers. */
record History(@Nullable ModelDeploymentStatus status) {

    Optional<Condition> condition(ConditionType type) {
        return status == null || status.conditions() == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(c -> type.name().equals(c.getType()))
                        .findFirst();
    }

    /** What the condition said, where its reason is one that we know. */
    Optional<Verdict> verdict(ConditionType type) {
        return condition(type)
                .flatMap(condition -> Arrays.stream(ConditionReason.values())
                        .filter(reason -> reason.type() == type && reason.name().equals(condition.getReason()))
                        .findFirst()
                        .map(reason -> new Verdict(reason, condition.getMessage())));
    }

    boolean has(ConditionReason reason) {
        return condition(reason.type())
                .filter(c -> reason.name().equals(c.getReason()))
                .isPresent();
    }

    boolean isTrue(ConditionType type) {
        return condition(type).filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    Instant since(ConditionType type) {
        return condition(type)
                .map(Condition::getLastTransitionTime)
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }

    /** Whether the deployment has been Ready at any time since it was made. */
    boolean everReady() {
        return isTrue(ConditionType.Ready)
                || has(ConditionReason.TooFewReplicas)
                || has(ConditionReason.Settled)
                || has(ConditionReason.RollingOut);
    }
}
