package dev.bailiwick.sandbox;

import dev.bailiwick.sandbox.demo.DemoCommand;
import dev.bailiwick.sandbox.engines.EnginesCommand;
import dev.bailiwick.sandbox.node.NodeCommand;
import io.fabric8.kubernetes.client.KubernetesClientException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the launcher that work on a sandbox. */
@Command(
        name = "bailiwick",
        mixinStandardHelpOptions = true,
        description = "Runs Bailiwick on a local Kubernetes control plane with simulated GPU nodes.",
        subcommands = {SandboxCommand.class, DemoCommand.class, EnginesCommand.class, NodeCommand.class})
public final class Main {

    private Main() {}

    /** Exit status: 0 good, 2 wrong usage or a fault, which is then one line on standard error; kubectl's own for kubectl. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // no logging library is meant to be there
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        // "--" is for kubectl to see
        CommandLine kubectl = new CommandLine(new KubectlCommand()).setEndOfOptionsDelimiter("\0");
        return new CommandLine(new Main())
                .addSubcommand(kubectl)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    if (!(fault instanceof SandboxException || fault instanceof KubernetesClientException)) {
                        throw fault;
                    }
                    command.getErr().println(fault.getMessage());
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
