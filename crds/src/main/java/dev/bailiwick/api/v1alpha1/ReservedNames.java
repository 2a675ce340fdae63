package dev.bailiwick.api.v1alpha1;

import java.util.List;

/**
 * Names that {@code pod} may not use, since the operator uses them itself or promises what they would undo. The rules
 * of the API are made from these lists.
 */
public final class ReservedNames {

    /** Domain of the operator's own labels and annotations; its subdomains are reserved too. */
    public static final String DOMAIN = "bailiwick.dev";

    static final String LABELS =
            "'app.kubernetes.io/name', 'app.kubernetes.io/instance', " + "'app.kubernetes.io/managed-by'";

    // The operator picks which replica leaves; AppArmor "unconfined" would undo Pod Security restricted.
    static final String POD_DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

    // Caches stay where they can be written; telemetry and hub access stay off; the device plugin alone says which
    // accelerators a replica sees.
    static final String ENVIRONMENT =
            "'HOME', 'USER', 'XDG_CACHE_HOME', 'HF_HOME', 'VLLM_NO_USAGE_STATS', 'VLLM_DO_NOT_TRACK', "
                    + "'VLLM_USAGE_STATS_SERVER', 'DO_NOT_TRACK', 'HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', "
                    + "'HF_HUB_DISABLE_TELEMETRY', 'DISABLE_TELEMETRY', 'TRTLLM_NO_USAGE_STATS', "
                    + "'NIM_TELEMETRY_MODE', 'NVIDIA_VISIBLE_DEVICES', "
                    + "'CUDA_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'GPU_DEVICE_ORDINAL', "
                    + "'AMD_VISIBLE_DEVICES', 'ONEAPI_DEVICE_SELECTOR', 'ZE_AFFINITY_MASK'";

    // Engines that read from the environment what OwnedArguments lists as arguments.
    static final String TGI =
            "'MODEL_ID', 'HOSTNAME', 'PORT', 'PROMETHEUS_PORT', 'NUM_SHARD', 'SHARDED', " + "'MAX_TOTAL_TOKENS'";
    static final String NIM = "'NIM_SERVER_PORT', 'NIM_HTTP_API_PORT', 'NIM_CACHE_PATH', 'NIM_SERVED_MODEL_NAME', "
            + "'NIM_TENSOR_PARALLEL_SIZE', 'NIM_PIPELINE_PARALLEL_SIZE', 'NIM_MAX_MODEL_LEN', "
            + "'NIM_MODEL_NAME'";
    static final String LLAMA_CPP = "'LLAMA_ARG_ALIAS', 'LLAMA_ARG_HOST', 'LLAMA_ARG_PORT', 'LLAMA_ARG_CTX_SIZE', "
            + "'LLAMA_ARG_ENDPOINT_METRICS', 'LLAMA_ARG_API_PREFIX', 'LLAMA_ARG_SSL_KEY_FILE', "
            + "'LLAMA_ARG_SSL_CERT_FILE', 'LLAMA_ARG_HF_REPO', 'LLAMA_ARG_HF_FILE', 'LLAMA_ARG_MODEL_URL', "
            + "'LLAMA_ARG_DOCKER_REPO'";

    static final String PATHS = "'/models', '/dev', '/tmp', '/home/bailiwick', '/proc', '/sys', '/var/run/secrets'";

    static final String PATHS_IN_WORDS = "/models, /dev, /tmp, /home/bailiwick, /proc, /sys and /var/run/secrets";

    /** A CEL expression over {@code self} (a spec) and {@code e} (a variable): its engine would read {@code e}. */
    static final String ENGINE_READS = "((self.engine.type == 'TGI' && e.name in [" + TGI + "])"
            + " || (self.engine.type == 'NIM' && e.name in [" + NIM + "])"
            + " || (self.engine.type == 'LlamaCpp' && e.name in [" + LLAMA_CPP + "]))";

    /** A CEL expression over {@code self} (a volume): its path is neither at, below nor above a reserved one. */
    static final String FREE_PATH = "![" + PATHS + "].exists(p, self.mountPath == p"
            + " || self.mountPath.startsWith(p + '/') || p.startsWith(self.mountPath + '/'))";

    /** A CEL expression over {@code k} (a key): it belongs to the operator's domain. */
    static final String IN_DOMAIN = "(k.startsWith('" + DOMAIN + "/') || k.contains('." + DOMAIN + "/'))";

    private ReservedNames() {}

    /** Exact label keys of pods that are reserved beside those of {@link #DOMAIN}. */
    public static List<String> labels() {
        return words(LABELS);
    }

    /** Environment variables that are reserved for every engine. */
    public static List<String> environment() {
        return words(ENVIRONMENT);
    }

    /** Environment variables that are reserved for one engine, beside {@link #environment()}. */
    public static List<String> environment(EngineType type) {
        return switch (type) {
            case TGI -> words(TGI);
            case NIM -> words(NIM);
            case LlamaCpp -> words(LLAMA_CPP);
            case vLLM, SGLang, TensorRTLLM, Custom -> List.of();
        };
    }

    /** Paths of the engine's container at, below or above which nothing may be mounted. */
    public static List<String> paths() {
        return words(PATHS);
    }

    private static List<String> words(String text) {
        return List.of(text.replace("'", "").split(", ", -1));
    }
}
