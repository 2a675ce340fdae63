package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A volume and where the engine sees it; exactly one source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.persistentVolumeClaim), has(self.configMap), has(self.secret)].filter(s, s).size() == 1",
        messageExpression =
                "'pod.volumes \"' + self.name + '\" needs exactly one source: set one of persistentVolumeClaim, configMap and secret'")
@ValidationRule(
        value = "self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        messageExpression =
                "'pod.volumes \"' + self.name + '\" cannot name a volume: write at most 59 lower-case letters, digits and dashes'",
        fieldPath = ".name")
@ValidationRule(
        value = "self.mountPath.matches('^(/[^/:]+)+$') && !self.mountPath.matches('/[.]{1,2}(/|$)')",
        messageExpression =
                "'pod.volumes \"' + self.name + '\" has mountPath \"' + self.mountPath + '\": write an absolute path without colon, .. and slash at its end'",
        fieldPath = ".mountPath")
@ValidationRule(
        value = ReservedNames.FREE_PATH,
        messageExpression =
                "'pod.volumes \"' + self.name + '\" is mounted at \"' + self.mountPath + '\", which would cover or change a path that the operator owns: stay away from "
                        + ReservedNames.PATHS_IN_WORDS + "'",
        fieldPath = ".mountPath")
public record PodVolume(
        @JsonPropertyDescription("Name of the volume, unique in the list.") @Required @Size(min = 1, max = 59)
        String name,

        @JsonPropertyDescription("Absolute path at which the engine sees the volume.")
        @Required
        @Size(min = 1, max = 256)
        String mountPath,

        @JsonPropertyDescription("Mount the volume read-only.") @Default("true") @Nullable
        Boolean readOnly,

        @JsonPropertyDescription("Name of a PersistentVolumeClaim in the same namespace.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String persistentVolumeClaim,

        @JsonPropertyDescription("Name of a ConfigMap in the same namespace.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String configMap,

        @JsonPropertyDescription("Name of a Secret in the same namespace.")
        @Size(min = 1, max = 253)
        @Pattern(PodRules.NAME)
        @Nullable
        String secret) {}
