package dev.bailiwick.api.v1alpha1;

import java.util.List;

/**
 * Arguments of each engine that the operator sets itself or that would undo what it sets: where the model lies, its
 * served name, where the engine listens, how many accelerators it uses, its longest context, its metrics, and files
 * that could set any of these. The API server refuses them in {@code engine.args}.
 */
public final class OwnedArguments {

    // Each list is one constant, since the rules in ArgumentRules are made from it (an annotation takes constants
    // only).
    static final String VLLM = "'--model', '--served-model-name', '--host', '--port', '--uds', '--ssl-keyfile', "
            + "'--ssl-certfile', '--root-path', '--headless', '--config', '--tensor-parallel-size', '-tp', "
            + "'--pipeline-parallel-size', '-pp', '--data-parallel-size', '-dp', "
            + "'--data-parallel-size-local', '-dpl', '--nnodes', '-n', '--node-rank', '-r', "
            + "'--max-model-len', '--shutdown-timeout', '--disable-log-stats', "
            + "'--prefill-context-parallel-size', '-pcp'";
    static final String SGLANG = "'--model-path', '--model', '--served-model-name', '--host', '--port', '--config', "
            + "'--tensor-parallel-size', '--tp-size', '--tp', '--pipeline-parallel-size', '--pp-size', "
            + "'--pp', '--data-parallel-size', '--dp-size', '--dp', '--nnodes', '--node-rank', "
            + "'--context-length', '--enable-metrics'";
    static final String TENSORRT_LLM =
            "'--host', '--port', '--served-model-name', '--tp-size', '--tensor-parallel-size', "
                    + "'--pp-size', '--pipeline-parallel-size', '--gpus-per-node', '--max-seq-len'";
    static final String TGI = "'--model-id', '--hostname', '--port', '-p', '--prometheus-port', '--num-shard', "
            + "'--sharded', '--max-total-tokens', '--usage-stats'";
    static final String NIM = VLLM;
    // Not --model: which of the files below /models to load is known to the user alone.
    static final String LLAMA_CPP = "'--alias', '-a', '--host', '--port', '--ctx-size', '-c', '--metrics', "
            + "'--api-prefix', '--ssl-key-file', '--ssl-cert-file', '--hf-repo', '-hf', '-hfr', '--hf-file', "
            + "'-hff', '--model-url', '-mu', '--docker-repo', '-dr'";

    private OwnedArguments() {}

    /** Names of the owned arguments, with their dashes; empty for {@link EngineType#Custom}. */
    public static List<String> of(EngineType type) {
        var names = switch (type) {
            case vLLM -> VLLM;
            case SGLang -> SGLANG;
            case TensorRTLLM -> TENSORRT_LLM;
            case TGI -> TGI;
            case NIM -> NIM;
            case LlamaCpp -> LLAMA_CPP;
            case Custom -> "";
        };
        return names.isEmpty() ? List.of() : List.of(names.replace("'", "").split(", ", -1));
    }

    /**
     * Whether one element of {@code engine.args} names an owned argument: {@code --port}, {@code --port=1}, with
     * underscores for dashes, or, for engines in Python, shortened as its
     * argument parser allows ({@code --tensor-par}).
     */
    public static boolean owns(EngineType type, String argument) {
        var name = argument.split("=", -1)[0].replace('_', '-');
        var python = type == EngineType.vLLM || type == EngineType.SGLang || type == EngineType.NIM;
        return python
                ? name.length() > 1 && !name.equals("--") && of(type).stream().anyMatch(it -> it.startsWith(name))
                : of(type).contains(name);
    }
}
