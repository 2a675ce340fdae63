package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node}: a cluster of one node with a real kubelet, in a container. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "A cluster of one node with a real kubelet, in a container of the Docker engine.",
        subcommands = {NodeTool.Kubectl.class, NodeTool.Helm.class})
public final class NodeCommand {
    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to null where there is no terminal
    private final Progress progress = Progress.on(System.out, System.console() != null, InstantSource.system());

    private final Node node = new Node(progress);

    @Command(name = "up", mixinStandardHelpOptions = true, description = "Start the node and write its kubeconfig.")
    int up(
            @Option(
                            names = "--dir",
                            paramLabel = "D",
                            defaultValue = ".node",
                            description = "Where to write the kubeconfig (default: ${DEFAULT-VALUE}).")
                    Path dir)
            throws IOException {
        node.refuseSecond();
        var kubeconfig = node.up(NodeChoice.of(System.getenv(NodeChoice.VARIABLE), progress));
        progress.say("the node is ready. Use it:");
        progress.say("  export KUBECONFIG=" + Kubeconfig.write(dir, kubeconfig));
        progress.say("or, without a kubectl or helm of your own, ./bailiwick node kubectl and ./bailiwick node helm");
        progress.say("and end it: ./bailiwick node down");
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "load",
            mixinStandardHelpOptions = true,
            description = "Make the images of an OCI layout known to the node.")
    int load(@Parameters(paramLabel = "DIR", description = "What `images --out DIR` wrote.") Path layout) {
        node.load(layout);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "down", mixinStandardHelpOptions = true, description = "End the node and all that runs on it.")
    int down() {
        progress.say(node.down() ? "the node is gone" : "there was no node");
        return CommandLine.ExitCode.OK;
    }
}
