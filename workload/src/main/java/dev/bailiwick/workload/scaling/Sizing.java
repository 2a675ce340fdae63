package dev.bailiwick.workload.scaling;

import dev.bailiwick.api.v1alpha1.HeldSize;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ScalingMode;
import dev.bailiwick.api.v1alpha1.ScalingSpec;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.ConditionType;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which size rules now (design 4). Mode changes never change the size: what Auto held stays held until {@code replicas}
 * is written with another value.
 *
 * @param size replicas to hold, over all revisions, without draining ones
 * @param rule why: one of the reasons of {@link ConditionType#ScalingActive}; {@link ConditionReason#Following} stands
 *     for mode Auto, whether or not the engines report at the moment
 * @param held what is held after Auto, or through a hold in Auto; null when nothing is
 */
public record Sizing(
        int size, ConditionReason rule, @Nullable HeldSize held) {
    /** The reasons that ScalingActive carries in mode Auto. */
    public static final Set<ConditionReason> AUTO =
            Set.of(ConditionReason.Following, ConditionReason.MetricsUnavailable, ConditionReason.NoReadyReplica);

    /**
     * The size of a deployment.
     *
     * @param live replicas that exist now without draining ones; empty when no ReplicaSet exists
     * @param decided what the autoscaler last decided for this deployment; empty when it has not
     */
    public static Sizing of(ModelDeployment deployment, OptionalInt live, OptionalInt decided) {
        var spec = deployment.getSpec();
        var annotation = hold(deployment);
        var scaling = spec.scaling();
        var frozen = "true".equals(annotation);
        if (scaling != null && scaling.mode() == ScalingMode.Auto) {
            return automatic(deployment, scaling, frozen, live, decided);
        }
        var held = "false".equals(annotation) ? null : heldAfterAuto(deployment, live);
        if (frozen) {
            return new Sizing(holding(deployment, live).orElse(fixed(spec)), ConditionReason.HeldByAnnotation, held);
        }
        if (held != null) {
            return new Sizing(held.size(), ConditionReason.HeldAfterAuto, held);
        }
        var rule = scaling == null ? ConditionReason.FixedSize : ConditionReason.Recommending;
        return new Sizing(fixed(spec), rule, null);
    }

    private static Sizing automatic(
            ModelDeployment deployment, ScalingSpec scaling, boolean frozen, OptionalInt live, OptionalInt decided) {
        var spec = deployment.getSpec();
        var now = holding(deployment, live);
        if (frozen) {
            var size = now.orElse(clamp(fixed(spec), scaling));
            return new Sizing(size, ConditionReason.HeldByAnnotation, new HeldSize(size, fixed(spec)));
        }
        var size = decided.isPresent() ? decided.getAsInt() : now.orElse(fixed(spec));
        return new Sizing(clamp(size, scaling), ConditionReason.Following, null);
    }

    /** The smaller bound wins over nothing: {@code min <= size <= max}. */
    public static int clamp(int size, ScalingSpec scaling) {
        var least = scaling.minReplicas() == null ? 1 : scaling.minReplicas();
        return Math.max(least, Math.min(size, scaling.maxReplicas()));
    }

    /** The size that the operator holds: what its status says, otherwise what exists. */
    public static OptionalInt holding(ModelDeployment deployment, OptionalInt live) {
        return Optional.ofNullable(deployment.getStatus())
                .map(status -> status.scaling())
                .map(scaling -> scaling.desired())
                .map(OptionalInt::of)
                .orElse(live);
    }

    private static @Nullable HeldSize heldAfterAuto(ModelDeployment deployment, OptionalInt live) {
        var status = deployment.getStatus();
        if (status == null || status.scaling() == null) {
            return null;
        }
        var held = status.scaling().held();
        if (held == null && wasAuto(deployment)) {
            held = new HeldSize(
                    holding(deployment, live).orElse(fixed(deployment.getSpec())), fixed(deployment.getSpec()));
        }
        return held != null && held.specReplicas() == fixed(deployment.getSpec()) ? held : null;
    }

    private static boolean wasAuto(ModelDeployment deployment) {
        var conditions = deployment.getStatus().conditions();
        return conditions != null
                && conditions.stream()
                        .filter(c -> ConditionType.ScalingActive.name().equals(c.getType()))
                        .map(Condition::getReason)
                        .anyMatch(reason -> AUTO.stream().anyMatch(r -> r.name().equals(reason)));
    }

    private static int fixed(ModelDeploymentSpec spec) {
        return spec.replicas() == null ? 1 : spec.replicas();
    }

    private static @Nullable String hold(ModelDeployment deployment) {
        var annotations = deployment.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Keys.HOLD);
    }
}
