package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What callers should feel. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScalingObjectives(
        @JsonPropertyDescription("Longest time from a request to its first token, as a duration such as 2.5s.")
        @Nullable
        String timeToFirstToken,

        @JsonPropertyDescription("Longest mean time between two tokens of a request, as a duration such as 100ms.")
        @Nullable
        String timePerOutputToken,

        @JsonPropertyDescription("Share of requests, in percent, that must meet the objectives.")
        @Default("99")
        @Min(1)
        @Max(100)
        @Nullable
        Integer attainmentPercent) {}
