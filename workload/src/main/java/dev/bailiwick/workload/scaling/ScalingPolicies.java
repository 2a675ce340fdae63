package dev.bailiwick.workload.scaling;

import dev.bailiwick.api.v1alpha1.EngineType;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ModelDeploymentSpec;
import dev.bailiwick.api.v1alpha1.ScalingMode;
import dev.bailiwick.api.v1alpha1.ScalingObjectives;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.workload.Defaults;
import dev.bailiwick.workload.Durations;
import dev.bailiwick.workload.Keys;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps {@code spec.scaling} and {@code spec.engine} to the autoscaler's words. */
public final class ScalingPolicies {
    private static final Set<String> LARGE = Set.of("H100", "H200", "B200", "B300", "GB200", "MI300X", "MI325X");

    private ScalingPolicies() {}

    /**
     * The policy of a deployment. Without a scaling block, or while an annotation freezes the size, decisions are made
     * as in Recommend: nobody acts on them, and the signals that come with them are shown.
     *
     * @param size the size held now, at least 0
     */
    public static Policy of(ModelDeployment deployment, int size) {
        var spec = deployment.getSpec();
        var scaling = spec.scaling();
        if (scaling == null) {
            return new Policy(
                    Policy.Mode.RECOMMEND,
                    1,
                    Math.max(1, size),
                    null,
                    null,
                    null,
                    Defaults.SCALE_DOWN_DELAY,
                    maxNumSeqs(spec));
        }
        var targets = scaling.targets();
        return new Policy(
                follows(deployment) ? Policy.Mode.AUTO : Policy.Mode.RECOMMEND,
                scaling.minReplicas() == null ? 1 : scaling.minReplicas(),
                scaling.maxReplicas(),
                targets == null ? null : targets.queuedRequestsPerReplica(),
                targets == null ? null : targets.tokensPerSecondPerReplica(),
                objectives(scaling.objectives()),
                Durations.parse(scaling.scaleDownDelay(), Defaults.SCALE_DOWN_DELAY),
                maxNumSeqs(spec));
    }

    /** Whether the deployment's size follows decisions. */
    public static boolean follows(ModelDeployment deployment) {
        var scaling = deployment.getSpec().scaling();
        var annotations = deployment.getMetadata().getAnnotations();
        return scaling != null
                && scaling.mode() == ScalingMode.Auto
                && !(annotations != null && "true".equals(annotations.get(Keys.HOLD)));
    }

    public static EngineKind engine(EngineType type) {
        return switch (type) {
            case vLLM -> EngineKind.VLLM;
            case SGLang -> EngineKind.SGLANG;
            case TensorRTLLM -> EngineKind.TENSORRT_LLM;
            case TGI -> EngineKind.TGI;
            case NIM -> EngineKind.NIM;
            case LlamaCpp -> EngineKind.LLAMA_CPP;
            case Custom -> EngineKind.CUSTOM;
        };
    }

    private static Policy.@Nullable Objectives objectives(@Nullable ScalingObjectives objectives) {
        return objectives == null
                ? null
                : new Policy.Objectives(
                        objectives.timeToFirstToken() == null ? null : Durations.parse(objectives.timeToFirstToken()),
                        objectives.timePerOutputToken() == null
                                ? null
                                : Durations.parse(objectives.timePerOutputToken()),
                        objectives.attainmentPercent() == null ? 99 : objectives.attainmentPercent());
    }

    /** No page carries it: the engine's argument, otherwise vLLM's documented default for the accelerator. */
    static @Nullable Integer maxNumSeqs(ModelDeploymentSpec spec) {
        var given = argument(spec.engine().args());
        if (given != null) {
            return given;
        }
        if (spec.engine().type() != EngineType.vLLM) {
            return null;
        }
        // vllm/engine/arg_utils.py: 1024 sequences from 70 GiB on, the A100 excepted; 256 otherwise.
        var select = spec.accelerator() == null ? null : spec.accelerator().select();
        var products = select == null || select.products() == null ? List.<String>of() : select.products();
        var large = !products.isEmpty()
                && products.stream().allMatch(product -> {
                    var name = product.toUpperCase(Locale.ROOT);
                    return LARGE.stream().anyMatch(name::contains);
                });
        return large ? 1024 : 256;
    }

    private static @Nullable Integer argument(@Nullable List<String> args) {
        if (args == null) {
            return null;
        }
        for (var i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            var value = arg.startsWith("--max-num-seqs=")
                    ? arg.substring("--max-num-seqs=".length())
                    : arg.equals("--max-num-seqs") && i + 1 < args.size() ? args.get(i + 1) : null;
            if (value != null && value.matches("[1-9][0-9]{0,6}")) {
                return Integer.valueOf(value);
            }
        }
        return null;
    }
}
