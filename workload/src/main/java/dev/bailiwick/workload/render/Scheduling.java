package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.PodSettings;
import dev.bailiwick.placement.LabelRequirement;
import dev.bailiwick.placement.Pinning;
import dev.bailiwick.workload.Keys;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.Optional;

/** Where a replica may run: pinned to the accelerators asked for, beside the user's own wishes. */
final class Scheduling {
    private Scheduling() {}

    static void apply(PodSpecBuilder spec, ModelDeployment deployment, Optional<Pinning> pinning) {
        var tolerations = new ArrayList<Toleration>();
        pinning.ifPresent(pin -> {
            if (!pin.nodeAffinity().isEmpty()) {
                spec.withNewAffinity()
                        .withNewNodeAffinity()
                        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                        .addNewNodeSelectorTerm()
                        .withMatchExpressions(pin.nodeAffinity().stream()
                                .map(Scheduling::requirement)
                                .toList())
                        .endNodeSelectorTerm()
                        .endRequiredDuringSchedulingIgnoredDuringExecution()
                        .endNodeAffinity()
                        .endAffinity();
            }
            pin.tolerationKeys()
                    .forEach(key -> tolerations.add(new TolerationBuilder()
                            .withKey(key)
                            .withOperator("Exists")
                            .withEffect("NoSchedule")
                            .build()));
        });
        var pod = Optional.ofNullable(deployment.getSpec().pod());
        pod.map(PodSettings::tolerations).ifPresent(tolerations::addAll);
        spec.withTolerations(tolerations);
        pod.map(PodSettings::nodeSelector).ifPresent(spec::withNodeSelector);
        pod.map(PodSettings::topologySpreadConstraints)
                .ifPresent(constraints -> spec.withTopologySpreadConstraints(constraints.stream()
                        .map(constraint -> counting(constraint, deployment))
                        .toList()));
    }

    private static NodeSelectorRequirement requirement(LabelRequirement requirement) {
        var operator = switch (requirement.operator()) {
            case IN -> "In";
            case NOT_IN -> "NotIn";
            case EXISTS -> "Exists";
            case DOES_NOT_EXIST -> "DoesNotExist";
            case GT -> "Gt";
        };
        return new NodeSelectorRequirementBuilder()
                .withKey(requirement.key())
                .withOperator(operator)
                .withValues(requirement.values())
                .build();
    }

    private static TopologySpreadConstraint counting(TopologySpreadConstraint constraint, ModelDeployment deployment) {
        return constraint.getLabelSelector() != null
                ? constraint
                : new TopologySpreadConstraintBuilder(constraint)
                        .withLabelSelector(new LabelSelectorBuilder()
                                .addToMatchLabels(
                                        Keys.NAME, deployment.getMetadata().getName())
                                .build())
                        .build();
    }
}
