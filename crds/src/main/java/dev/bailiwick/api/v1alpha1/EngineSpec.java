package dev.bailiwick.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inference engine: which one, from which image, with which further arguments. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EngineSpec(
        @JsonPropertyDescription(
                "The engine: vLLM, SGLang, TensorRTLLM, TGI, NIM, LlamaCpp, or Custom (metrics are read by vLLM's names, no argument is added).")
        @Required
        EngineType type,

        @JsonPropertyDescription(
                "Container image of the engine. A digest pins it; a tag is allowed and reported in status.")
        @Required
        String image,

        @JsonPropertyDescription("Port on which the engine serves requests and metrics.")
        @Default("8000")
        @Min(1024)
        @Max(65535)
        @Nullable
        Integer port,

        @JsonPropertyDescription(
                "Further arguments for the engine. Arguments that the operator sets itself, such as the served model name or the tensor parallel size, are refused.")
        @Nullable
        List<String> args,

        @JsonPropertyDescription(
                "Longest context in tokens, prompt and output together. Default: what the model allows.")
        @Min(1)
        @Max(10000000)
        @Nullable
        Integer maxContext) {}
