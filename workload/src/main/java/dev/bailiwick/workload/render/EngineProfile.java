package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.EngineType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one engine is started: its command, the arguments and variables that the operator owns, and where it answers.
 * {@code docs/reference/engines.md} says for each whether it was recorded from the engine or taken from its documents.
 */
enum EngineProfile {
    VLLM(
            List.of("vllm", "serve"),
            "/health",
            "recorded: the page on vLLM 0.32; flags from its documentation, --shutdown-timeout from 0.18 on") {
        @Override
        List<String> arguments(EngineSettings settings) {
            var args = new ArrayList<String>();
            if (settings.hasModel()) {
                args.add(EngineSettings.MODEL_PATH);
            }
            args.add("--served-model-name=" + settings.servedName());
            args.add("--host=0.0.0.0");
            args.add("--port=" + settings.port());
            if (settings.accelerators() > 1) {
                args.add("--tensor-parallel-size=" + settings.accelerators());
            }
            if (settings.maxContext() != null) {
                args.add("--max-model-len=" + settings.maxContext());
            }
            args.add("--shutdown-timeout=" + settings.drainSeconds());
            return args;
        }

        @Override
        Map<String, String> variables(EngineSettings settings) {
            return Map.of("VLLM_NO_USAGE_STATS", "1");
        }
    },

    SGLANG(List.of("python3", "-m", "sglang.launch_server"), "/health", "documented: sglang server arguments") {
        @Override
        List<String> arguments(EngineSettings settings) {
            var args = new ArrayList<>(List.of(
                    "--model-path=" + EngineSettings.MODEL_PATH,
                    "--served-model-name=" + settings.servedName(),
                    "--host=0.0.0.0",
                    "--port=" + settings.port()));
            if (settings.accelerators() > 1) {
                args.add("--tp-size=" + settings.accelerators());
            }
            if (settings.maxContext() != null) {
                args.add("--context-length=" + settings.maxContext());
            }
            args.add("--enable-metrics");
            return args;
        }
    },

    TENSORRT_LLM(List.of("trtllm-serve", "serve"), "/health", "documented: trtllm-serve, and its Prometheus metrics") {
        @Override
        List<String> arguments(EngineSettings settings) {
            var args = new ArrayList<>(List.of(
                    EngineSettings.MODEL_PATH,
                    "--served_model_name=" + settings.servedName(),
                    "--host=0.0.0.0",
                    "--port=" + settings.port()));
            if (settings.accelerators() > 1) {
                args.add("--tp_size=" + settings.accelerators());
            }
            if (settings.maxContext() != null) {
                args.add("--max_seq_len=" + settings.maxContext());
            }
            return args;
        }

        @Override
        Map<String, String> variables(EngineSettings settings) {
            return Map.of("TRTLLM_NO_USAGE_STATS", "1");
        }
    },

    TGI(List.of("text-generation-launcher"), "/health", "documented: text-generation-launcher") {
        @Override
        List<String> arguments(EngineSettings settings) {
            var args = new ArrayList<>(List.of(
                    "--model-id=" + EngineSettings.MODEL_PATH, "--hostname=0.0.0.0", "--port=" + settings.port()));
            if (settings.accelerators() > 1) {
                args.add("--num-shard=" + settings.accelerators());
            }
            if (settings.maxContext() != null) {
                args.add("--max-total-tokens=" + settings.maxContext());
            }
            args.add("--usage-stats=off");
            return args;
        }
    },

    NIM(List.of(), "/v1/health/ready", "documented: NIM for LLMs, environment variables and observability") {
        @Override
        Map<String, String> variables(EngineSettings settings) {
            var variables = new LinkedHashMap<String, String>();
            variables.put("NIM_SERVED_MODEL_NAME", settings.servedName());
            variables.put("NIM_HTTP_API_PORT", Integer.toString(settings.port()));
            variables.put("NIM_CACHE_PATH", PodRenderer.HOME + "/.cache/nim");
            variables.put("NIM_TELEMETRY_MODE", "0");
            if (settings.hasModel()) {
                variables.put("NIM_MODEL_NAME", EngineSettings.MODEL_PATH);
            }
            if (settings.accelerators() > 1) {
                variables.put("NIM_TENSOR_PARALLEL_SIZE", Integer.toString(settings.accelerators()));
            }
            if (settings.maxContext() != null) {
                variables.put("NIM_MAX_MODEL_LEN", Integer.toString(settings.maxContext()));
            }
            return variables;
        }
    },

    LLAMA_CPP(List.of("/app/llama-server"), "/health", "documented: llama.cpp tools/server") {
        @Override
        List<String> arguments(EngineSettings settings) {
            var args = new ArrayList<>(List.of(
                    "--alias=" + settings.servedName(), "--host=0.0.0.0", "--port=" + settings.port(), "--metrics"));
            if (settings.maxContext() != null) {
                args.add("--ctx-size=" + settings.maxContext());
            }
            return args.stream().flatMap(EngineProfile::twoWords).toList();
        }
    },

    CUSTOM(List.of(), "/health", "the user's own engine, read by vLLM's names");

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable
    private final List<String> command;

    private final String healthPath;
    private final String evidence;

    EngineProfile(List<String> command, String healthPath, String evidence) {
        this.command = command;
        this.healthPath = healthPath;
        this.evidence = evidence;
    }

    static EngineProfile of(EngineType type) {
        return switch (type) {
            case vLLM -> VLLM;
            case SGLang -> SGLANG;
            case TensorRTLLM -> TENSORRT_LLM;
            case TGI -> TGI;
            case NIM -> NIM;
            case LlamaCpp -> LLAMA_CPP;
            case Custom -> CUSTOM;
        };
    }

    /** Command of the container; empty: the image's own. */
    List<String> command() {
        return command;
    }

    /** HTTP path that answers 200 once the model is loaded. */
    String healthPath() {
        return healthPath;
    }

    /** How sure we are of all this: recorded from the engine, or documented, and where. */
    String evidence() {
        return evidence;
    }

    /** Arguments that the operator owns, before the user's. */
    List<String> arguments(EngineSettings settings) {
        return List.of();
    }

    /** Environment variables that only this engine needs. */
    Map<String, String> variables(EngineSettings settings) {
        return Map.of();
    }

    /** Whether the engine finishes its requests after SIGTERM for as long as it is told. */
    boolean finishesOnTermination() {
        return this == VLLM;
    }

    /** llama.cpp knows no {@code --name=value}. */
    private static java.util.stream.Stream<String> twoWords(String argument) {
        var equals = argument.indexOf('=');
        return equals < 0
                ? java.util.stream.Stream.of(argument)
                : java.util.stream.Stream.of(argument.substring(0, equals), argument.substring(equals + 1));
    }
}
