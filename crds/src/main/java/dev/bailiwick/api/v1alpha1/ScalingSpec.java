package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the number of replicas follows the load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
        message = "scaling.minReplicas is above scaling.maxReplicas: lower the one or raise the other",
        fieldPath = ".minReplicas")
@ValidationRule(
        value =
                "self.mode != 'Auto' || (has(self.targets) && (has(self.targets.queuedRequestsPerReplica) || has(self.targets.tokensPerSecondPerReplica))) || (has(self.objectives) && (has(self.objectives.timeToFirstToken) || has(self.objectives.timePerOutputToken)))",
        message =
                "scaling.mode Auto has nothing to size by: set scaling.targets.queuedRequestsPerReplica, scaling.targets.tokensPerSecondPerReplica, scaling.objectives.timeToFirstToken or scaling.objectives.timePerOutputToken")
@ValidationRule(
        value = "!has(self.scaleDownDelay) || self.scaleDownDelay" + DurationRules.PARSES,
        messageExpression = "'scaling.scaleDownDelay \"' + self.scaleDownDelay" + DurationRules.NOT_ONE,
        fieldPath = ".scaleDownDelay")
@ValidationRule(
        value =
                "!has(self.scaleDownDelay) || !self.scaleDownDelay" + DurationRules.PARSES
                        + " || (duration(self.scaleDownDelay) > duration('0s') && duration(self.scaleDownDelay) <= duration('720h'))",
        messageExpression = "'scaling.scaleDownDelay \"' + self.scaleDownDelay" + DurationRules.OUT_OF_RANGE,
        fieldPath = ".scaleDownDelay")
public record ScalingSpec(
        @JsonPropertyDescription(
                "Auto: the operator sets the size. Recommend: it decides and publishes the decision, and replicas rules.")
        @Required
        ScalingMode mode,

        @JsonPropertyDescription("Fewest replicas in mode Auto.") @Default("1") @Min(1) @Max(1000) @Nullable
        Integer minReplicas,

        @JsonPropertyDescription("Most replicas in mode Auto.") @Required @Min(1) @Max(1000)
        Integer maxReplicas,

        @JsonPropertyDescription("What callers should feel. Mode Auto needs objectives or targets.") @Nullable
        ScalingObjectives objectives,

        @JsonPropertyDescription("What one replica carries. Mode Auto needs objectives or targets.") @Nullable
        ScalingTargets targets,

        @JsonPropertyDescription(
                "How long a lower need must hold before replicas are released, as a duration such as 5m or 90s.")
        @Size(max = DurationRules.MAX_LENGTH)
        @Default("5m")
        @Nullable
        String scaleDownDelay) {}
