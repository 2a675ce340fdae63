package dev.bailiwick.e2e.kubelet;

import dev.bailiwick.sandbox.Command;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.ControlPlaneBinary;
import dev.bailiwick.sandbox.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node with our images, fake GPUs and, from {@link #installed()} on, a release of our chart.
 *
 * @param node the node
 * @param images our images
 */
record Cluster(Node node, Images images) {

    static final String NAMESPACE = "bailiwick-system";
    static final String RELEASE = "bailiwick";

    KubernetesClient client() {
        return node.client();
    }

    CommandResult kubectl(String... arguments) {
        return run("kubectl", arguments);
    }

    CommandResult helm(String... arguments) {
        return run("helm", arguments);
    }

    /** Installs the chart as its README says, unless that has been done, and waits until the operator serves. */
    Cluster installed() {
        if (!helm("status", RELEASE, "--namespace=" + NAMESPACE).good()) {
            install().orThrow();
        }
        return this;
    }

    CommandResult install(String... more) {
        var line = new ArrayList<>(List.of(
                "install",
                RELEASE,
                "../helm/bailiwick",
                "--namespace=" + NAMESPACE,
                "--create-namespace",
                "--wait",
                "--timeout=2m"));
        line.addAll(images.values());
        line.addAll(List.of(more));
        return helm(line.toArray(String[]::new));
    }

    private CommandResult run(String tool, String... arguments) {
        var line = new ArrayList<>(List.of(tool));
        line.addAll(List.of(arguments));
        try {
            return Command.of(
                            ControlPlaneBinary.compiled(Progress.silent()),
                            Map.of("KUBECONFIG", node.kubeconfig().toString()),
                            line)
                    .capture();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
