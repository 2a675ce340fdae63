package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** How a replica leaves service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrainSpec(
        @JsonPropertyDescription(
                "Longest time that a replica out of service may take to finish its requests, as a duration such as 10m.")
        @Default("10m")
        @Nullable
        String deadline) {}
