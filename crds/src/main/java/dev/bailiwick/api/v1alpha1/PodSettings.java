package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the replica pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodSettings(
        @JsonPropertyDescription("Further labels of the pods. Keys of bailiwick.dev are reserved.") @Nullable
        Map<String, String> labels,

        @JsonPropertyDescription("Further annotations of the pods. Keys of bailiwick.dev are reserved.") @Nullable
        Map<String, String> annotations,

        @JsonPropertyDescription(
                "Further environment variables of the engine. Variables that the operator sets itself are refused.")
        @Nullable
        List<EnvVar> env,

        @JsonPropertyDescription("Further tolerations; the taint of the accelerator's vendor is tolerated already.")
        @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription("Labels that a node must have, beside what the accelerators need.") @Nullable
        Map<String, String> nodeSelector,

        @JsonPropertyDescription(
                "How replicas spread over nodes. Without a selector of its own, a constraint counts the replicas of this deployment.")
        @Nullable
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("PriorityClass of the pods.") @Nullable
        String priorityClassName,

        @JsonPropertyDescription(
                "ServiceAccount of the pods. Default: one of their own without any right. No token is mounted either way.")
        @Nullable
        String serviceAccountName,

        @JsonPropertyDescription("Secrets for pulling the engine image and the model image.") @Nullable
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("RuntimeClass of the pods.") @Nullable
        String runtimeClassName,

        @JsonPropertyDescription("Scheduler of the pods. Default: the cluster's.") @Nullable
        String schedulerName,

        @JsonPropertyDescription(
                "CPU, memory and ephemeral storage of the engine. Accelerators belong into accelerator.")
        @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("User and groups of the pods. Default: user and group 1000.") @Nullable
        PodSecurity securityContext,

        @JsonPropertyDescription("Further volumes of the pods, each mounted into the engine.") @Nullable
        List<PodVolume> volumes) {}
