package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found and did. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelDeploymentStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Replicas in service or starting, without draining ones.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Replicas that serve.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Replicas out of service that still finish requests.") @Nullable
        Integer drainingReplicas,

        @JsonPropertyDescription("Label selector of the replicas, for the scale subresource.") @LabelSelector @Nullable
        String selector,

        @JsonPropertyDescription("Revision that new replicas get.") @Nullable
        String revision,

        @JsonPropertyDescription("Address of the model inside the cluster.") @Nullable
        String url,

        @JsonPropertyDescription("The one line that kubectl get shows.") @Nullable
        Summary summary,

        @JsonPropertyDescription(
                "Conditions: Ready, Reconciling, Stalled, ModelResolved, AcceleratorResolved, Placed, ScalingActive.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("What the autoscaler holds, recommends and last decided.") @Nullable
        ScalingStatus scaling) {}
