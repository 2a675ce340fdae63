package dev.bailiwick.workload.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Texts for the fields of a specification: words that a field takes, and anything at all. */
final class Words {
    private static final String DIGEST = "@sha256:" + "3b1f".repeat(16);
    private static final List<String> IMAGES = List.of(
            "registry.example/engines/vllm-openai:v0.18.0",
            "engine",
            "localhost:5000/a/b__c",
            "registry.example/models/mistral" + DIGEST,
            "a:tag" + DIGEST,
            "registry.example:443/x/y:V1.2_3" + DIGEST);
    private static final List<String> QUANTITIES = List.of(
            "0",
            "1",
            "+1",
            "8",
            "500m",
            "1500m",
            "0.5",
            ".5",
            "5.",
            "1e3",
            "1E3",
            "1e+3",
            "1e-3",
            "12E",
            "1Ei",
            "64Gi",
            "1024Mi",
            "0.5Gi",
            "80G",
            "80Gi",
            "1.5Ki",
            "100n",
            "100u",
            "1k",
            "20T",
            "00.10",
            "9223372036854775807",
            "99999999999999999999999999999999",
            "1e30",
            "1e-30",
            "9223372036854775808Ki");
    private static final List<String> KEYS = List.of(
            "team",
            "app.kubernetes.io/part-of",
            "example.com/Note",
            "app.kubernetes.io/name",
            "bailiwick.dev/name",
            "x.bailiwick.dev/serving",
            "controller.kubernetes.io/pod-deletion-cost",
            "container.apparmor.security.beta.kubernetes.io/engine",
            "app",
            "nvidia.com/gpu.product");
    private static final List<String> RESOURCES = List.of(
            "cpu",
            "memory",
            "ephemeral-storage",
            "hugepages-2Mi",
            "rdma/hca",
            "example.com/fpga",
            "nvidia.com/gpu",
            "amd.com/gpu",
            "gpu.intel.com/i915",
            "pods");
    private static final List<String> VARIABLES = List.of(
            "VLLM_LOGGING_LEVEL", "HOME", "PORT", "NIM_SERVER_PORT", "A", "a b", "LLAMA_ARG_PORT", "HF_HUB_OFFLINE");
    private static final List<String> ARGUMENTS = List.of(
            "--port",
            "--port=1",
            "--max-num-seqs",
            "--max-num-seqs=128",
            "--max_num_seqs=7",
            "9999999",
            "-m",
            "--model",
            "--model=/models/x.gguf",
            "--",
            "-",
            "--tensor-par",
            "--served_model_name=x",
            "--config",
            "-n2",
            "-p8080",
            "-tp");
    private static final List<String> PATHS = List.of(
            "/adapters",
            "/templates/chat",
            "/models",
            "/models/lora",
            "/",
            "/tmp",
            "/home",
            "/home/bailiwick/.cache",
            "/dev/shm",
            "/etc/ssl",
            "/modelsx",
            "/a b",
            "/a/../tmp",
            "/var/run");
    private static final List<String> PRODUCTS =
            List.of("H100-80GB-HBM3", "NVIDIA-H100-80GB-HBM3", "A100", "MI300X", "x");
    private static final List<String> NAMES =
            List.of("a", "models", "keys", "a-b", "a.b", "0", "x".repeat(59), "x".repeat(253));

    private Words() {}

    static String of(String path, FuzzedDataProvider data) {
        if (data.consumeInt(0, 3) == 0) {
            return data.consumeString(data.consumeInt(0, 300));
        }
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "image" -> data.pickValue(IMAGES);
            case "deadline", "scaleDownDelay", "timeToFirstToken", "timePerOutputToken" -> duration(data);
            case "args[]" -> data.pickValue(ARGUMENTS);
            case "mountPath", "path" -> data.pickValue(PATHS);
            case "products[]" -> data.pickValue(PRODUCTS);
            case "name" -> data.pickValue(path.endsWith("env[].name") ? VARIABLES : NAMES);
            case "labels{}", "nodeSelector{}", "matchLabels{}", "values[]", "value" ->
                data.pickValue(List.of("", "a", "true"));
            default -> data.pickValue(NAMES);
        };
    }

    static String key(String path, FuzzedDataProvider data) {
        if (data.consumeInt(0, 3) == 0) {
            return data.consumeString(70);
        }
        return data.pickValue(path.contains(".resources.") ? RESOURCES : KEYS);
    }

    private static String duration(FuzzedDataProvider data) {
        var text = new StringBuilder();
        do {
            text.append(data.consumeInt(0, 999_999));
            if (data.consumeBoolean()) {
                text.append('.').append(data.consumeInt(0, 999_999));
            }
            text.append(data.pickValue(List.of("ms", "s", "m", "h")));
        } while (data.consumeBoolean() && text.length() < 16);
        return text.toString();
    }

    static JsonNode quantity(FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 2)) {
            case 0 -> JsonNodeFactory.instance.numberNode(data.consumeInt());
            case 1 ->
                JsonNodeFactory.instance.textNode(data.consumeInt(0, 100_000)
                        + data.pickValue(
                                List.of("", ".25", "m", "Ki", "Mi", "Gi", "k", "M", "G", "u", "n", "e2", "E-2")));
            default -> JsonNodeFactory.instance.textNode(data.pickValue(QUANTITIES));
        };
    }
}
