package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the autoscaler holds, recommends and last decided. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingStatus(
        @JsonPropertyDescription("Size that the operator holds.") @Nullable
        Integer desired,

        @JsonPropertyDescription("Size that the last decision asked for.") @Nullable
        Integer recommended,

        @JsonPropertyDescription("Reason of the last decision.") @Nullable
        String reason,

        @JsonPropertyDescription("The last decision in a sentence.") @Nullable
        String message,

        @JsonPropertyDescription("What the engines reported, rounded to two digits.") @Nullable
        ScalingSignals signals,

        @JsonPropertyDescription("Size held after mode Auto ended, until replicas is written.") @Nullable
        HeldSize held,

        @JsonPropertyDescription("When the size last changed.") @Nullable
        String lastScaleTime,

        @JsonPropertyDescription("The last five decisions that changed the size or its reason, newest first.") @Nullable
        List<ScalingDecision> recent) {}
