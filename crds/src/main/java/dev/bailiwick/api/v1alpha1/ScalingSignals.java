package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the engines of one deployment reported, rounded to two significant digits. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingSignals(
        @JsonPropertyDescription("Requests in the engines' batches.") @Nullable
        String running,

        @JsonPropertyDescription("Requests that wait in the engines' queues.") @Nullable
        String waiting,

        @JsonPropertyDescription("Tokens served per second, prompt and generation, without cached prompt tokens.")
        @Nullable
        String tokensPerSecond,

        @JsonPropertyDescription("Mean share of the KV cache in use, 0 to 1.") @Nullable
        String kvCacheUsage,

        @JsonPropertyDescription("Requests that arrive per second, estimated.") @Nullable
        String arrivalsPerSecond) {}
