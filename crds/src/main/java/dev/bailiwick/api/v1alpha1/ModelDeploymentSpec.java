package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/** What one served model is: the model, its engine, the accelerators and how many replicas. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "self.engine.type in ['NIM', 'Custom'] || (has(self.model) && (has(self.model.image) || has(self.model.claim)))",
        messageExpression = "'model has no source: engine ' + self.engine.type + ' needs model.image or model.claim'",
        fieldPath = ".model")
@ValidationRule(
        value =
                "!(has(self.scaling) && self.scaling.mode == 'Auto' && has(oldSelf.scaling) && oldSelf.scaling.mode == 'Auto') || !has(self.replicas) || (has(oldSelf.replicas) && self.replicas == oldSelf.replicas) || self.replicas == 1",
        message =
                "replicas cannot be written while scaling.mode is Auto, since the operator sizes this deployment: change scaling.minReplicas and scaling.maxReplicas, or set scaling.mode to Recommend first",
        fieldPath = ".replicas")
@ValidationRule(
        value = "!has(self.pod) || !has(self.pod.env) || !self.pod.env.exists(e, " + ReservedNames.ENGINE_READS + ")",
        messageExpression =
                "'pod.env \"' + self.pod.env.map(e, " + ReservedNames.ENGINE_READS
                        + ", e.name)[0] + '\" is what engine ' + self.engine.type + ' reads the operator\\'s settings from: remove it'",
        fieldPath = ".pod.env")
@ValidationRule(
        value =
                "!(self.engine.type in ['NIM', 'TensorRTLLM']) || (has(self.accelerator) && (!has(self.accelerator.vendor) || self.accelerator.vendor == 'nvidia'))",
        messageExpression =
                "'engine ' + self.engine.type + ' runs on NVIDIA accelerators only: set accelerator with vendor nvidia'",
        fieldPath = ".accelerator")
public record ModelDeploymentSpec(
        @JsonPropertyDescription(
                "The model to serve. Exactly one source (image or claim) is needed, except for engines NIM and Custom, which may bring their own.")
        @Nullable
        ModelSource model,

        @JsonPropertyDescription("The inference engine that serves the model.") @Required
        EngineSpec engine,

        @JsonPropertyDescription("The accelerators of each replica. Absent: the engine runs on CPU.") @Nullable
        AcceleratorSpec accelerator,

        @JsonPropertyDescription(
                "Number of replicas while scaling is absent or its mode is Recommend. The scale subresource writes here; in mode Auto it is refused.")
        @Default("1")
        @Min(0)
        @Max(1000)
        @SpecReplicas
        @Nullable
        Integer replicas,

        @JsonPropertyDescription(
                "How the number of replicas follows the load. Absent: replicas rules, and somebody else may write it.")
        @Nullable
        ScalingSpec scaling,

        @JsonPropertyDescription("How a replica leaves service.") @Nullable
        DrainSpec drain,

        @JsonPropertyDescription(
                "Settings of the replica pods. Nothing here can undo Pod Security restricted, the operator's labels or the pinning to accelerators.")
        @Nullable
        PodSettings pod) {}
