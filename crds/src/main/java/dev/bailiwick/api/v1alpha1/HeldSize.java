package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The size held after mode Auto ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeldSize(
        @JsonPropertyDescription("Replicas held.") @Nullable Integer size,

        @JsonPropertyDescription("Value of replicas at that time; another value ends the hold.") @Nullable
        Integer specReplicas) {}
