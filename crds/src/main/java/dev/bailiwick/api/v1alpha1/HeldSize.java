package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The size held after mode Auto ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeldSize(
        @JsonPropertyDescription("Replicas held.") @Required Integer size,

        @JsonPropertyDescription("Value of replicas at that time; another value ends the hold.") @Required
        Integer specReplicas) {}
