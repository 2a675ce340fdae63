package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.PodSettings;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Environment of an engine: caches in writable places, usage telemetry and hub access off (design 5). */
final class Environment {
    private Environment() {}

    static List<EnvVar> of(EngineProfile profile, EngineSettings settings, @Nullable PodSettings pod) {
        var owned = new TreeMap<String, String>();
        owned.put("HOME", PodRenderer.HOME);
        // Images have no passwd entry for the pods' user, and PyTorch asks for its name when it is loaded.
        owned.put("USER", "bailiwick");
        owned.put("XDG_CACHE_HOME", PodRenderer.HOME + "/.cache");
        owned.put("HF_HOME", PodRenderer.HOME + "/.cache/huggingface");
        owned.put("HF_HUB_OFFLINE", "1");
        owned.put("TRANSFORMERS_OFFLINE", "1");
        owned.put("HF_HUB_DISABLE_TELEMETRY", "1");
        owned.put("DO_NOT_TRACK", "1");
        owned.putAll(profile.variables(settings));
        var all = new ArrayList<EnvVar>();
        owned.forEach((name, value) ->
                all.add(new EnvVarBuilder().withName(name).withValue(value).build()));
        if (pod != null && pod.env() != null) {
            pod.env().stream().map(Environment::spelled).forEach(all::add);
        }
        return all;
    }

    /** The API server spells a divisor in one way; rendered in another, it would differ for ever. */
    private static EnvVar spelled(EnvVar variable) {
        var source = variable.getValueFrom();
        var field = source == null ? null : source.getResourceFieldRef();
        return field == null || field.getDivisor() == null
                ? variable
                : variable.edit()
                        .editValueFrom()
                        .editResourceFieldRef()
                        .withDivisor(CanonicalQuantity.of(field.getDivisor()))
                        .endResourceFieldRef()
                        .endValueFrom()
                        .build();
    }
}
