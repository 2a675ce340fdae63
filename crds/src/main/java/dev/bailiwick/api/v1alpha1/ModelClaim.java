package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A PersistentVolumeClaim that holds model files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.name.matches('^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$')",
        messageExpression =
                "'model.claim.name \"' + self.name + '\" cannot name a PersistentVolumeClaim: write lower-case letters, digits, dashes and dots'",
        fieldPath = ".name")
@ValidationRule(
        value = "!has(self.path) || !(self.path.startsWith('/') || self.path.split('/').exists(p, p == '..'))",
        messageExpression =
                "'model.claim.path \"' + self.path + '\" leaves the volume: write a path relative to its root, without ..'",
        fieldPath = ".path")
public record ModelClaim(
        @JsonPropertyDescription(
                "Name of the PersistentVolumeClaim in the same namespace. More than one replica needs access mode ReadOnlyMany or ReadWriteMany.")
        @Required
        @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Directory inside the volume, relative to its root. Default: the root.")
        @Size(max = 512)
        @Nullable
        String path) {}
