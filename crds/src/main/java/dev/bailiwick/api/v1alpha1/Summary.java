package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The one line that kubectl get shows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        @JsonPropertyDescription("Replicas that serve, of the replicas wanted.") @Nullable
        String ready,

        @JsonPropertyDescription("Model and the start of its digest or its claim.") @Nullable
        String model,

        @JsonPropertyDescription("Accelerators per replica.") @Nullable
        String accelerator,

        @JsonPropertyDescription("Requests that wait, over all replicas.") @Nullable
        String queue,

        @JsonPropertyDescription("Tokens served per second, over all replicas.") @Nullable
        String tokensPerSecond,

        @JsonPropertyDescription("Reason of the first blocking condition, else of the last decision.") @Nullable
        String reason) {}
