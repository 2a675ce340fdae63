package dev.bailiwick.metrics;

/** The engines whose pages can be read: where the page is, and what its metrics are called. */
public enum EngineKind {
    /** vLLM. */
    VLLM("/metrics"),
    /** SGLang, started with {@code --enable-metrics}. */
    SGLANG("/metrics"),
    /** TensorRT-LLM's own server, {@code trtllm-serve}. */
    TENSORRT_LLM("/prometheus/metrics"),
    /** TensorRT-LLM as a backend of Triton. */
    TRITON_TENSORRT_LLM("/metrics"),
    /** Text Generation Inference. */
    TGI("/metrics"),
    /** NVIDIA NIM; newer ones show vLLM's names. */
    NIM("/v1/metrics"),
    /** llama.cpp's server, started with {@code --metrics}; it counts no finished requests. */
    LLAMA_CPP("/metrics"),
    /** An engine of the user's own that shows vLLM's names. */
    CUSTOM("/metrics");

    private final String metricsPath;

    EngineKind(String metricsPath) {
        this.metricsPath = metricsPath;
    }

    /** Path of the metrics page on the engine's serving port. */
    public String metricsPath() {
        return metricsPath;
    }

    /** The names of this engine's metrics. */
    public EngineMap map() {
        return switch (this) {
            case VLLM, CUSTOM -> EngineMaps.VLLM;
            case SGLANG -> EngineMaps.SGLANG;
            case TENSORRT_LLM -> EngineMaps.TENSORRT_LLM;
            case TRITON_TENSORRT_LLM -> EngineMaps.TRITON_TENSORRT_LLM;
            case TGI -> EngineMaps.TGI;
            case NIM -> EngineMaps.NIM;
            case LLAMA_CPP -> EngineMaps.LLAMA_CPP;
        };
    }
}
