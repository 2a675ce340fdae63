package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** User and groups of a pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodSecurity(
        @JsonPropertyDescription("Numeric user of the processes; never 0.") @Min(1) @Max(2147483647) @Nullable
        Long runAsUser,

        @JsonPropertyDescription("Numeric primary group of the processes.") @Min(0) @Max(2147483647) @Nullable
        Long runAsGroup,

        @JsonPropertyDescription("Numeric group that owns the volumes.") @Min(0) @Max(2147483647) @Nullable
        Long fsGroup,

        @JsonPropertyDescription(
                "Further numeric groups of the processes, such as the one of the accelerator's device files.")
        @Size(max = 32)
        @Nullable
        List<@Min(0) @Max(2147483647) Long> supplementalGroups) {}
