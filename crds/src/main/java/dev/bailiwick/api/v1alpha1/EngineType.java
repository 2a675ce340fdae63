package dev.bailiwick.api.v1alpha1;

/** Inference engines whose arguments and metrics the operator knows; {@link #Custom} brings its own arguments. */
public enum EngineType {
    vLLM,
    SGLang,
    TensorRTLLM,
    TGI,
    NIM,
    LlamaCpp,
    Custom
}
