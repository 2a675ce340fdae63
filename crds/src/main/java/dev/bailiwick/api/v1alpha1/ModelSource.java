package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the files of a model come from, and the name that clients send. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.image) && has(self.claim))",
        message = "model has two sources, image and claim: keep one")
@ValidationRule(
        value = ImageRules.NO_SCHEME,
        messageExpression = "'model." + ImageRules.NO_SCHEME_MESSAGE,
        fieldPath = ".image")
@ValidationRule(value = ImageRules.NO_SPACE, message = "model." + ImageRules.NO_SPACE_MESSAGE, fieldPath = ".image")
@ValidationRule(
        value = ImageRules.LOWER_CASE,
        messageExpression = "'model." + ImageRules.LOWER_CASE_MESSAGE,
        fieldPath = ".image")
@ValidationRule(
        value = ImageRules.HAS_DIGEST,
        messageExpression = "'model." + ImageRules.HAS_DIGEST_MESSAGE,
        fieldPath = ".image")
@ValidationRule(
        value = ImageRules.VALID_DIGEST,
        messageExpression = "'model." + ImageRules.VALID_DIGEST_MESSAGE,
        fieldPath = ".image")
@ValidationRule(value = ImageRules.FORM, messageExpression = "'model." + ImageRules.FORM_MESSAGE, fieldPath = ".image")
@ValidationRule(
        value = "!has(self.name) || self.name.matches('^[A-Za-z0-9][-A-Za-z0-9._:/@+]*$')",
        message =
                "model.name is not a name that clients can send: write letters, digits and the characters - . _ : / @ +, with a letter or digit first",
        fieldPath = ".name")
public record ModelSource(
        @JsonPropertyDescription(
                "Served model name that clients send in their requests. Default: the name of the ModelDeployment. A change replaces the pods.")
        @Size(min = 1, max = 253)
        @Nullable
        String name,

        @JsonPropertyDescription(
                "OCI image whose layers are the model files, pinned by digest, as registry/repository@sha256:... It is mounted read-only at /models.")
        @Size(max = 512)
        @Nullable
        String image,

        @JsonPropertyDescription(
                "PersistentVolumeClaim that holds the model files, instead of image. It is mounted read-only at /models.")
        @Nullable
        ModelClaim claim) {}
