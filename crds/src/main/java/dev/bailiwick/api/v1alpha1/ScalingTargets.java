package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What one replica carries. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingTargets(
        @JsonPropertyDescription("Requests that may wait on each replica before another one is ordered.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer queuedRequestsPerReplica,

        @JsonPropertyDescription(
                "Tokens per second, prompt and generation together without cached prompt tokens, that one replica serves.")
        @Min(1)
        @Max(100000000)
        @Nullable
        Integer tokensPerSecondPerReplica) {}
