package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inference engine: which one, from which image, with which further arguments. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = ImageRules.NO_SCHEME,
        messageExpression = "'engine." + ImageRules.NO_SCHEME_MESSAGE,
        fieldPath = ".image")
@ValidationRule(value = ImageRules.NO_SPACE, message = "engine." + ImageRules.NO_SPACE_MESSAGE, fieldPath = ".image")
@ValidationRule(
        value = ImageRules.LOWER_CASE,
        messageExpression = "'engine." + ImageRules.LOWER_CASE_MESSAGE,
        fieldPath = ".image")
@ValidationRule(
        value = ImageRules.VALID_DIGEST,
        messageExpression = "'engine." + ImageRules.VALID_DIGEST_MESSAGE,
        fieldPath = ".image")
@ValidationRule(value = ImageRules.FORM, messageExpression = "'engine." + ImageRules.FORM_MESSAGE, fieldPath = ".image")
@ValidationRule(
        value = ArgumentRules.VLLM,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.VLLM_MESSAGE,
        fieldPath = ".args")
@ValidationRule(
        value = ArgumentRules.SGLANG,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.SGLANG_MESSAGE,
        fieldPath = ".args")
@ValidationRule(
        value = ArgumentRules.TENSORRT_LLM,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.TENSORRT_LLM_MESSAGE,
        fieldPath = ".args")
@ValidationRule(
        value = ArgumentRules.TGI,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.TGI_MESSAGE,
        fieldPath = ".args")
@ValidationRule(
        value = ArgumentRules.NIM,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.NIM_MESSAGE,
        fieldPath = ".args")
@ValidationRule(
        value = ArgumentRules.LLAMA_CPP,
        message = ArgumentRules.MESSAGE,
        messageExpression = ArgumentRules.LLAMA_CPP_MESSAGE,
        fieldPath = ".args")
public record EngineSpec(
        @JsonPropertyDescription(
                "The engine: vLLM, SGLang, TensorRTLLM, TGI, NIM, LlamaCpp, or Custom (metrics are read by vLLM's names, no argument is added).")
        @Required
        EngineType type,

        @JsonPropertyDescription(
                "Container image of the engine. A digest pins it; a tag is allowed and reported in status.")
        @Required
        @Size(min = 1, max = 512)
        String image,

        @JsonPropertyDescription("Port on which the engine serves requests and metrics.")
        @Default("8000")
        @Min(1024)
        @Max(65535)
        @Nullable
        Integer port,

        @JsonPropertyDescription(
                "Further arguments for the engine. Arguments that the operator sets itself, such as the served model name or the tensor parallel size, are refused.")
        @Size(max = 64)
        @Nullable
        List<@Size(max = 2048) String> args,

        @JsonPropertyDescription(
                "Longest context in tokens, prompt and output together. Default: what the model allows.")
        @Min(1)
        @Max(10000000)
        @Nullable
        Integer maxContext) {}
