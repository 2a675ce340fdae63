package dev.bailiwick.workload.render;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.workload.Defaults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an engine must be told, whichever engine it is.
 *
 * @param hasModel whether the files of a model are mounted at {@link #MODEL_PATH}
 * @param servedName model name that clients send
 * @param port serving port
 * @param accelerators accelerators per replica; 0 on CPU
 * @param maxContext longest context in tokens, or null for the model's own limit
 * @param drainDeadline longest time to finish requests after SIGTERM
 */
record EngineSettings(
        boolean hasModel,
        String servedName,
        int port,
        int accelerators,
        @Nullable Integer maxContext,
        Duration drainDeadline) {
    static final String MODEL_PATH = "/models";

    static EngineSettings of(ModelDeployment deployment) {
        var spec = deployment.getSpec();
        var model = spec.model();
        var accelerator = spec.accelerator();
        return new EngineSettings(
                model != null && (model.image() != null || model.claim() != null),
                model != null && model.name() != null
                        ? model.name()
                        : deployment.getMetadata().getName(),
                Defaults.port(spec),
                accelerator == null ? 0 : accelerator.count() == null ? 1 : accelerator.count(),
                spec.engine().maxContext(),
                Defaults.drainDeadline(spec));
    }

    /** The drain deadline in whole seconds, at least 1: engines take 0 for "abort at once". */
    long drainSeconds() {
        return drainDeadline.plusMillis(999).toSeconds();
    }
}
