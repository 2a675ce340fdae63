package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How the number of replicas follows the load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
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
        @Default("5m")
        @Nullable
        String scaleDownDelay) {}
