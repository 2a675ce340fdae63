package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a scenario plays.
 *
 * @param namespace its own namespace
 * @param operator the operator that serves the whole sandbox
 * @param engines the metrics pages of all engines
 */
public record Scene(Sandbox sandbox, TestNamespace namespace, Operator operator, EngineDesk engines) implements Place {

    @Override
    public KubernetesClient client() {
        return sandbox.client();
    }

    @Override
    public Engine engine(Pod pod) {
        return engines.engine(pod.getMetadata().getUid());
    }

    /** The same scene in another namespace. */
    public Scene in(TestNamespace other) {
        return new Scene(sandbox, other, operator, engines);
    }

    /** A ModelDeployment of this namespace, which need not exist yet. */
    public LiveDeployment deployment(String name) {
        return new LiveDeployment(this, name);
    }

    /** Applies a ModelDeployment with this specification, in YAML. */
    public LiveDeployment apply(String name, String spec) {
        var deployment = deployment(name);
        deployment.apply(spec);
        return deployment;
    }

    /** Creates an object, in YAML, in this namespace unless it has none. */
    public HasMetadata create(String yaml) {
        var item = client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .getFirst();
        return client().resource(item).inNamespace(namespace.name()).create();
    }

    @Override
    public CommandResult kubectl(String verb, String... rest) {
        var all = new ArrayList<>(List.of("--namespace=" + namespace.name(), verb));
        all.addAll(List.of(rest));
        return sandbox.kubectl(all.toArray(String[]::new));
    }

    /** Another operator, for this namespace alone, with settings of its own; it does not run yet. */
    public Operator loneOperator(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("BAILIWICK_WATCH_NAMESPACES", namespace.name());
        return Operator.install(
                sandbox,
                "lone",
                namespace.name(),
                List.of("--set=crds.install=false", "--set=watch.namespaces={" + namespace.name() + "}"),
                engines,
                all);
    }
}
