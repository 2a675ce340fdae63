package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One decision of the autoscaler. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingDecision(
        @JsonPropertyDescription("When it was taken.") @Required
        String time,

        @JsonPropertyDescription("Size before.") @Required Integer from,
        @JsonPropertyDescription("Size after.") @Required Integer to,

        @JsonPropertyDescription("Why, in one word.") @Required
        String reason,

        @JsonPropertyDescription("Why, in a sentence.") @Required
        String message) {}
