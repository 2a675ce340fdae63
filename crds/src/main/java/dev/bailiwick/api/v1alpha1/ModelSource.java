package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where the files of a model come from, and the name that clients send. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelSource(
        @JsonPropertyDescription(
                "Served model name that clients send in their requests. Default: the name of the ModelDeployment. A change replaces the pods.")
        @Nullable
        String name,

        @JsonPropertyDescription(
                "OCI image whose layers are the model files, pinned by digest, as registry/repository@sha256:... It is mounted read-only at /models.")
        @Nullable
        String image,

        @JsonPropertyDescription(
                "PersistentVolumeClaim that holds the model files, instead of image. It is mounted read-only at /models.")
        @Nullable
        ModelClaim claim) {}
