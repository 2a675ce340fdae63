package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(
        value = "!has(self.labels) || !self.labels.exists(k, " + PodRules.OWN_LABEL + ")",
        messageExpression = "'pod.labels \"' + self.labels.map(k, " + PodRules.OWN_LABEL + PodRules.OWN_MESSAGE,
        fieldPath = ".labels")
@ValidationRule(
        value = "!has(self.labels) || !self.labels.exists(k, " + PodRules.NO_LABEL + ")",
        messageExpression = "'pod.labels \"' + self.labels.map(k, " + PodRules.NO_LABEL + PodRules.NO_LABEL_MESSAGE,
        fieldPath = ".labels")
@ValidationRule(
        value = "!has(self.annotations) || !self.annotations.exists(k, " + PodRules.OWN_ANNOTATION + ")",
        messageExpression =
                "'pod.annotations \"' + self.annotations.map(k, " + PodRules.OWN_ANNOTATION + PodRules.OWN_MESSAGE,
        fieldPath = ".annotations")
@ValidationRule(
        value = "!has(self.annotations) || !self.annotations.exists(k, k.startsWith('" + ReservedNames.APP_ARMOR
                + "'))",
        message =
                "pod.annotations must not set an AppArmor profile, which could undo Pod Security restricted: remove the key of "
                        + ReservedNames.APP_ARMOR,
        fieldPath = ".annotations")
@ValidationRule(
        value = "!has(self.annotations) || !self.annotations.exists(k, " + PodRules.NO_KEY + ")",
        messageExpression = "'pod.annotations \"' + self.annotations.map(k, " + PodRules.NO_KEY
                + ", k)[0] + '\" is not a key: write it as Kubernetes takes it'",
        fieldPath = ".annotations")
@ValidationRule(
        value = "!has(self.nodeSelector) || !self.nodeSelector.exists(k, " + PodRules.NO_NODE_LABEL + ")",
        messageExpression = "'pod.nodeSelector \"' + self.nodeSelector.map(k, " + PodRules.NO_NODE_LABEL
                + PodRules.NO_LABEL_MESSAGE,
        fieldPath = ".nodeSelector")
@ValidationRule(
        value = "!has(self.env) || !self.env.exists(e, " + PodRules.OWN_VARIABLE + ")",
        messageExpression = "'pod.env \"' + self.env.map(e, " + PodRules.OWN_VARIABLE
                + ", e.name)[0] + '\" is set by the operator or the device plugin: remove it'",
        fieldPath = ".env")
@ValidationRule(
        value = "!has(self.env) || self.env.all(e, e.name.matches('^[ -<>-~]+$'))",
        message = "pod.env holds a name that no variable can have: write printable characters without =",
        fieldPath = ".env")
@ValidationRule(
        value = "!has(self.env) || !self.env.exists(e, " + PodRules.TWO_VALUES + ")",
        messageExpression = "'pod.env \"' + self.env.map(e, " + PodRules.TWO_VALUES
                + ", e.name)[0] + '\" needs either value or valueFrom with exactly one source'",
        fieldPath = ".env")
@ValidationRule(
        value = PodRules.NO_ACCELERATOR,
        message = "pod.resources asks for an accelerator: set accelerator.vendor and accelerator.count instead",
        fieldPath = ".resources")
@ValidationRule(
        value = "!has(self.resources) || !has(self.resources.claims) || self.resources.claims.size() == 0",
        message = "pod.resources.claims asks for devices: set accelerator.vendor and accelerator.count instead",
        fieldPath = ".resources.claims")
@ValidationRule(
        value = PodRules.AMOUNTS,
        message = "pod.resources holds an amount that is none: write it like 8, 500m or 64Gi, and not below 0",
        fieldPath = ".resources")
@ValidationRule(
        value = PodRules.KNOWN_RESOURCES,
        message =
                "pod.resources names a resource that Kubernetes does not know: write cpu, memory, ephemeral-storage, hugepages-2Mi or the like, or domain/name",
        fieldPath = ".resources")
@ValidationRule(
        value = PodRules.EXTENDED_RESOURCES,
        message =
                "pod.resources asks for an extended resource that no pod can have: write a limit in whole numbers, and no request or the same",
        fieldPath = ".resources")
@ValidationRule(
        value = PodRules.SELECTORS,
        message =
                "pod.topologySpreadConstraints selects by an expression that is none: In and NotIn need values, Exists and DoesNotExist take none",
        fieldPath = ".topologySpreadConstraints")
@ValidationRule(
        value = PodRules.WITHIN_LIMITS,
        message = "pod.resources requests more than its limits allow: lower the request or raise the limit",
        fieldPath = ".resources")
@ValidationRule(
        value = PodRules.TOLERATIONS,
        message =
                "pod.tolerations holds one that no pod can have: Equal needs a key, Exists takes no value, tolerationSeconds needs effect NoExecute",
        fieldPath = ".tolerations")
@ValidationRule(
        value =
                "!has(self.topologySpreadConstraints) || self.topologySpreadConstraints.all(c, !has(c.minDomains) || c.whenUnsatisfiable == 'DoNotSchedule')",
        message =
                "pod.topologySpreadConstraints sets minDomains beside ScheduleAnyway: write DoNotSchedule or remove minDomains",
        fieldPath = ".topologySpreadConstraints")
@ValidationRule(
        value = "!has(self.volumes) || self.volumes.all(v, self.volumes.exists_one(w, w.mountPath == v.mountPath))",
        message = "pod.volumes mounts two volumes at one path: give each its own mountPath",
        fieldPath = ".volumes")
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

        @JsonPropertyDescription("PriorityClass of the pods.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String priorityClassName,

        @JsonPropertyDescription(
                "ServiceAccount of the pods. Default: one of their own without any right. No token is mounted either way.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String serviceAccountName,

        @JsonPropertyDescription("Secrets for pulling the engine image and the model image.") @Nullable
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("RuntimeClass of the pods.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String runtimeClassName,

        @JsonPropertyDescription("Scheduler of the pods. Default: the cluster's.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String schedulerName,

        @JsonPropertyDescription(
                "CPU, memory and ephemeral storage of the engine. Accelerators belong into accelerator.")
        @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("User and groups of the pods. Default: user and group 1000.") @Nullable
        PodSecurity securityContext,

        @JsonPropertyDescription("Further volumes of the pods, each mounted into the engine.") @Nullable
        List<PodVolume> volumes) {}
