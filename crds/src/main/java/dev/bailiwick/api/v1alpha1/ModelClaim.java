package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A PersistentVolumeClaim that holds model files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelClaim(
        @JsonPropertyDescription(
                "Name of the PersistentVolumeClaim in the same namespace. More than one replica needs access mode ReadOnlyMany or ReadWriteMany.")
        @Required
        String name,

        @JsonPropertyDescription("Directory inside the volume, relative to its root. Default: the root.") @Nullable
        String path) {}
