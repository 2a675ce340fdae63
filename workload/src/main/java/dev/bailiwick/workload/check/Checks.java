package dev.bailiwick.workload.check;

import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ScalingMode;
import dev.bailiwick.model.ModelReference;
import dev.bailiwick.model.Refused;
import dev.bailiwick.workload.Observed;
import dev.bailiwick.workload.status.ConditionReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The checks that stop a deployment until a human acts, each by its name, in the order in which they are told. */
public final class Checks {
    private static final Set<String> SHAREABLE = Set.of("ReadOnlyMany", "ReadWriteMany");

    /** One check: what is wrong, or nothing. */
    private record Check(String name, Function<Observed, Optional<Finding>> test) {}

    private static final List<Check> ALL = List.of(
            new Check("no object of ours has a stranger's name", Checks::nameConflict),
            new Check("the model image is pinned by digest", Checks::modelPinned),
            new Check("the claim with the model exists", Checks::claimExists),
            new Check("the claim can be mounted by every replica", Checks::claimShareable),
            new Check("llama.cpp is told the model's file", Checks::modelFileNamed));

    private Checks() {}

    /** The first thing wrong, or nothing. */
    public static Optional<Finding> firstFinding(Observed observed) {
        return ALL.stream()
                .map(check -> check.test().apply(observed))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(Check::name).toList();
    }

    private static Optional<Finding> nameConflict(Observed observed) {
        return observed.strangers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ConditionReason.NameConflict,
                        "%s %s not made by this ModelDeployment; delete or rename %s, or give the ModelDeployment another name"
                                .formatted(
                                        String.join(", ", observed.strangers()),
                                        observed.strangers().size() == 1 ? "exists and was" : "exist and were",
                                        observed.strangers().size() == 1 ? "it" : "them")));
    }

    private static Optional<Finding> modelPinned(Observed observed) {
        var model = observed.deployment().getSpec().model();
        if (model == null || model.image() == null) {
            return Optional.empty();
        }
        return ModelReference.parse(model.image()) instanceof Refused refused
                ? Optional.of(new Finding(ConditionReason.ModelUnusable, "spec.model.image: " + refused.message()))
                : Optional.empty();
    }

    private static Optional<Finding> claimExists(Observed observed) {
        var model = observed.deployment().getSpec().model();
        return model == null || model.claim() == null || observed.claim().isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ConditionReason.ClaimNotFound,
                        "spec.model.claim.name: PersistentVolumeClaim %s does not exist in namespace %s; create it, or name another"
                                .formatted(
                                        model.claim().name(),
                                        observed.deployment().getMetadata().getNamespace())));
    }

    private static Optional<Finding> claimShareable(Observed observed) {
        if (observed.claim().isEmpty() || mostReplicas(observed.deployment()) <= 1) {
            return Optional.empty();
        }
        var claim = observed.claim().get();
        var modes = claim.getSpec().getAccessModes();
        return modes.stream().anyMatch(SHAREABLE::contains)
                ? Optional.empty()
                : Optional.of(new Finding(
                        ConditionReason.ClaimNotShareable,
                        "spec.model.claim.name: PersistentVolumeClaim %s has access mode %s, and up to %d replicas are possible; use ReadOnlyMany or ReadWriteMany, or allow one replica"
                                .formatted(
                                        claim.getMetadata().getName(),
                                        String.join(", ", modes),
                                        mostReplicas(observed.deployment()))));
    }

    private static Optional<Finding> modelFileNamed(Observed observed) {
        var engine = observed.deployment().getSpec().engine();
        var named = engine.args() != null
                && engine.args().stream()
                        .anyMatch(arg -> arg.equals("--model") || arg.equals("-m") || arg.startsWith("--model="));
        return engine.type() != EngineType.LlamaCpp || named
                ? Optional.empty()
                : Optional.of(new Finding(
                        ConditionReason.ModelFileNotNamed,
                        "spec.engine.args: llama.cpp loads one file; add \"--model\" and \"/models/<file>.gguf\""));
    }

    private static int mostReplicas(ModelDeployment deployment) {
        var spec = deployment.getSpec();
        var fixed = spec.replicas() == null ? 1 : spec.replicas();
        var auto = spec.scaling() != null && spec.scaling().mode() == ScalingMode.Auto
                ? spec.scaling().maxReplicas()
                : 0;
        var held = Optional.ofNullable(deployment.getStatus())
                .map(status -> status.scaling())
                .map(scaling -> scaling.held())
                .filter(hold -> hold.specReplicas() == fixed)
                .map(hold -> hold.size())
                .orElse(0);
        return Math.max(fixed, Math.max(auto, held));
    }
}
