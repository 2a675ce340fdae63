package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a replica leaves service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.deadline) || self.deadline" + DurationRules.PARSES,
        messageExpression = "'drain.deadline \"' + self.deadline" + DurationRules.NOT_ONE,
        fieldPath = ".deadline")
@ValidationRule(
        value = "!has(self.deadline) || !self.deadline" + DurationRules.PARSES
                + " || duration(self.deadline) <= duration('720h')",
        messageExpression = "'drain.deadline \"' + self.deadline" + DurationRules.TOO_LONG,
        fieldPath = ".deadline")
public record DrainSpec(
        @JsonPropertyDescription(
                "Longest time that a replica out of service may take to finish its requests, as a duration such as 10m.")
        @Size(max = DurationRules.MAX_LENGTH)
        @Default("10m")
        @Nullable
        String deadline) {}
