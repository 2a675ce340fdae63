package dev.bailiwick.api.v1alpha1;

/** The rules of {@link EngineSpec} on {@code engine.args}, one for each engine, made from {@link OwnedArguments}. */
final class ArgumentRules {

    private static final String NAME = "a.split('=')[0].replace('_', '-')";
    private static final String EXACT = "].exists(o, o == " + NAME + ")";

    // The argument parser of Python takes any shortened name that is not ambiguous.
    private static final String SHORTENED =
            "].exists(o, o.startsWith(" + NAME + ") && !(" + NAME + " in ['', '-', '--']))";

    private static final String VLLM_OWNS = "a, [" + OwnedArguments.VLLM + SHORTENED;
    private static final String SGLANG_OWNS = "a, [" + OwnedArguments.SGLANG + SHORTENED;
    private static final String TENSORRT_LLM_OWNS = "a, [" + OwnedArguments.TENSORRT_LLM + EXACT;
    private static final String TGI_OWNS = "a, [" + OwnedArguments.TGI + EXACT;
    private static final String NIM_OWNS = "a, [" + OwnedArguments.NIM + SHORTENED;
    private static final String LLAMA_CPP_OWNS = "a, [" + OwnedArguments.LLAMA_CPP + EXACT;

    private static final String NONE = "' || !has(self.args) || !self.args.exists(";
    private static final String BEFORE = "'engine.args holds \"' + self.args.filter(";
    private static final String AFTER = ")[0] + '\", which the operator sets: remove it; model.name, engine.port,"
            + " engine.maxContext and accelerator.count decide such arguments'";

    /** The message where an argument holds a line break, which an expression must not give. */
    static final String MESSAGE = "engine.args holds an argument that the operator sets: remove it";

    static final String VLLM = "self.type != 'vLLM" + NONE + VLLM_OWNS + ")";
    static final String VLLM_MESSAGE = BEFORE + VLLM_OWNS + AFTER;
    static final String SGLANG = "self.type != 'SGLang" + NONE + SGLANG_OWNS + ")";
    static final String SGLANG_MESSAGE = BEFORE + SGLANG_OWNS + AFTER;
    static final String TENSORRT_LLM = "self.type != 'TensorRTLLM" + NONE + TENSORRT_LLM_OWNS + ")";
    static final String TENSORRT_LLM_MESSAGE = BEFORE + TENSORRT_LLM_OWNS + AFTER;
    static final String TGI = "self.type != 'TGI" + NONE + TGI_OWNS + ")";
    static final String TGI_MESSAGE = BEFORE + TGI_OWNS + AFTER;
    static final String NIM = "self.type != 'NIM" + NONE + NIM_OWNS + ")";
    static final String NIM_MESSAGE = BEFORE + NIM_OWNS + AFTER;
    static final String LLAMA_CPP = "self.type != 'LlamaCpp" + NONE + LLAMA_CPP_OWNS + ")";
    static final String LLAMA_CPP_MESSAGE = BEFORE + LLAMA_CPP_OWNS + AFTER;

    private ArgumentRules() {}
}
