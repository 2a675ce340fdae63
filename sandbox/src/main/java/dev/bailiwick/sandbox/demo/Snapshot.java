package dev.bailiwick.sandbox.demo;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ScalingDecision;
import dev.bailiwick.sandbox.load.LoadReport;
import java.util.List;
import java.util.Optional;

/**
 * What the demo shows at one moment.
 *
 * @param main the deployment under load
 * @param all every deployment of the namespace, by name
 * @param load what the clients of the deployment under load feel
 * @param gpuSeconds accelerator-seconds that the deployment under load has taken, from each pod's creation
 */
record Snapshot(ModelDeployment main, List<ModelDeployment> all, LoadReport load, double gpuSeconds) {

    int desired() {
        return main.getStatus() == null
                        || main.getStatus().scaling() == null
                        || main.getStatus().scaling().desired() == null
                ? 0
                : main.getStatus().scaling().desired();
    }

    int ready() {
        return number(main.getStatus() == null ? null : main.getStatus().readyReplicas());
    }

    int draining() {
        return number(main.getStatus() == null ? null : main.getStatus().drainingReplicas());
    }

    String queue() {
        return signal(main, true);
    }

    String tokens() {
        return signal(main, false);
    }

    List<ScalingDecision> decisions() {
        return main.getStatus() == null
                        || main.getStatus().scaling() == null
                        || main.getStatus().scaling().recent() == null
                ? List.of()
                : main.getStatus().scaling().recent();
    }

    private static String signal(ModelDeployment deployment, boolean queue) {
        return Optional.ofNullable(deployment.getStatus())
                .map(status -> status.summary())
                .map(summary -> queue ? summary.queue() : summary.tokensPerSecond())
                .orElse("-");
    }

    private static int number(@org.jspecify.annotations.Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
