package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One decision of the autoscaler. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingDecision(
        @JsonPropertyDescription("When it was taken.") @Nullable
        String time,

        @JsonPropertyDescription("Size before.") @Nullable Integer from,
        @JsonPropertyDescription("Size after.") @Nullable Integer to,

        @JsonPropertyDescription("Why, in one word.") @Nullable
        String reason,

        @JsonPropertyDescription("Why, in a sentence.") @Nullable
        String message) {}
