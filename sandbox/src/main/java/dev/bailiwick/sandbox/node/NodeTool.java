package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.ControlPlaneBinary;
import dev.bailiwick.sandbox.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A client that is compiled with the control plane, on the terminal of the caller and against the node. */
abstract sealed class NodeTool implements Callable<Integer> {
    private final String name;

    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    private NodeTool(String name) {
        this.name = name;
    }

    @Override
    public Integer call() throws IOException {
        var directory = Files.createTempDirectory("bailiwick-node");
        var kubeconfig = Kubeconfig.write(directory, new Node(Progress.silent()).kubeconfig());
        try {
            var line = new ArrayList<>(List.of(name));
            line.addAll(arguments);
            return dev.bailiwick.sandbox.Command.of(
                            ControlPlaneBinary.compiled(Progress.silent()),
                            Map.of("KUBECONFIG", kubeconfig.toString()),
                            line)
                    .inForeground();
        } finally {
            Files.delete(kubeconfig);
            Files.delete(directory);
        }
    }

    @Command(name = "kubectl", description = "Run kubectl against the node.")
    static final class Kubectl extends NodeTool {
        Kubectl() {
            super("kubectl");
        }
    }

    @Command(name = "helm", description = "Run helm against the node.")
    static final class Helm extends NodeTool {
        Helm() {
            super("helm");
        }
    }
}
