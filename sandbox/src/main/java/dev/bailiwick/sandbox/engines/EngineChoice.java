package dev.bailiwick.sandbox.engines;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * Which engine file stands for a pod: by the product of its node, as no weights say how large the model is; with the
 * {@code max_num_seqs} of its arguments. MI300X and CPU have no measured file; an H100's and a slow one's stand in.
 */
final class EngineChoice {
    private static final String SEQUENCES = "--max-num-seqs";

    private EngineChoice() {}

    static EngineProfile of(Pod pod, String product, EngineCatalogue catalogue) {
        var name = product.contains("H100")
                ? "mistral-small-24b-h100"
                : product.contains("A100")
                        ? "llama-3.1-8b-a100-80"
                        : product.contains("MI300X") ? "llama-3.1-8b-h100" : "llama-3.1-8b-l40s";
        var profile = catalogue.find(name).orElseThrow(() -> new IllegalStateException("no engine file " + name));
        return sequences(pod)
                .map(most -> profile.withLimits(profile.kvTokens(), most, Math.max(most, profile.maxBatchedTokens())))
                .orElse(profile);
    }

    /** What an engine would refuse to start with is taken as not given; the operator says nothing of it either. */
    private static Optional<Integer> sequences(Pod pod) {
        List<String> args = pod.getSpec().getContainers().getFirst().getArgs();
        for (var i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (arg.startsWith(SEQUENCES + "=")) {
                return number(arg.substring(SEQUENCES.length() + 1));
            }
            if (arg.equals(SEQUENCES) && i + 1 < args.size()) {
                return number(args.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip())).filter(value -> value >= 1);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
