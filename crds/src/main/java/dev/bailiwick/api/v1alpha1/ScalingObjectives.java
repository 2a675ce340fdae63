package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What callers should feel. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.timeToFirstToken) || self.timeToFirstToken" + DurationRules.PARSES,
        messageExpression = "'scaling.objectives.timeToFirstToken \"' + self.timeToFirstToken" + DurationRules.NOT_ONE,
        fieldPath = ".timeToFirstToken")
@ValidationRule(
        value =
                "!has(self.timeToFirstToken) || !self.timeToFirstToken" + DurationRules.PARSES
                        + " || (duration(self.timeToFirstToken) > duration('0s') && duration(self.timeToFirstToken) <= duration('720h'))",
        messageExpression =
                "'scaling.objectives.timeToFirstToken \"' + self.timeToFirstToken" + DurationRules.OUT_OF_RANGE,
        fieldPath = ".timeToFirstToken")
@ValidationRule(
        value = "!has(self.timePerOutputToken) || self.timePerOutputToken" + DurationRules.PARSES,
        messageExpression =
                "'scaling.objectives.timePerOutputToken \"' + self.timePerOutputToken" + DurationRules.NOT_ONE,
        fieldPath = ".timePerOutputToken")
@ValidationRule(
        value =
                "!has(self.timePerOutputToken) || !self.timePerOutputToken" + DurationRules.PARSES
                        + " || (duration(self.timePerOutputToken) > duration('0s') && duration(self.timePerOutputToken) <= duration('720h'))",
        messageExpression =
                "'scaling.objectives.timePerOutputToken \"' + self.timePerOutputToken" + DurationRules.OUT_OF_RANGE,
        fieldPath = ".timePerOutputToken")
public record ScalingObjectives(
        @JsonPropertyDescription("Longest time from a request to its first token, as a duration such as 2.5s.")
        @Size(max = DurationRules.MAX_LENGTH)
        @Nullable
        String timeToFirstToken,

        @JsonPropertyDescription("Longest mean time between two tokens of a request, as a duration such as 100ms.")
        @Size(max = DurationRules.MAX_LENGTH)
        @Nullable
        String timePerOutputToken,

        @JsonPropertyDescription("Share of requests, in percent, that must meet the objectives.")
        @Default("99")
        @Min(1)
        @Max(100)
        @Nullable
        Integer attainmentPercent) {}
