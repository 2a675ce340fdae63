package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A volume and where the engine sees it; exactly one source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodVolume(
        @JsonPropertyDescription("Name of the volume, unique in the list.") @Required
        String name,

        @JsonPropertyDescription("Absolute path at which the engine sees the volume.") @Required
        String mountPath,

        @JsonPropertyDescription("Mount the volume read-only.") @Default("true") @Nullable
        Boolean readOnly,

        @JsonPropertyDescription("Name of a PersistentVolumeClaim in the same namespace.") @Nullable
        String persistentVolumeClaim,

        @JsonPropertyDescription("Name of a ConfigMap in the same namespace.") @Nullable
        String configMap,

        @JsonPropertyDescription("Name of a Secret in the same namespace.") @Nullable
        String secret) {}
