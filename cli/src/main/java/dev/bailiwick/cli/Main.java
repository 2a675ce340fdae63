package dev.bailiwick.cli;

import dev.bailiwick.cli.diagnose.DiagnoseCommand;
import dev.bailiwick.cli.explain.ExplainCommand;
import dev.bailiwick.cli.explain.TicksCommand;
import dev.bailiwick.cli.replay.ReplayCommand;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands for people and scripts that ask something of Bailiwick on a cluster. */
@Command(
        name = "bailiwick",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Asks Bailiwick on a cluster: why a size, and what a support case needs; and replays traces and journals.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExplainCommand.class,
            DiagnoseCommand.class,
            ReplayCommand.class,
            TicksCommand.class,
            PingCommand.class
        })
public final class Main {
    /** System property with the words that this program was called by, such as {@code kubectl bailiwick}. */
    static final String CALLED = "bailiwick.command";

    private Main() {}

    /** Exit status: 0 good, 1 a finding, 2 wrong usage or a fault; the last two with one line on standard error. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // no logging library is meant to be there
        System.exit(commandLine(System.getProperty(CALLED, "bailiwick")).execute(arguments));
    }

    /** The command line; {@code called} is what its usage shows as its name. */
    public static CommandLine commandLine(String called) {
        return new CommandLine(new Main())
                .setCommandName(called)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, arguments) -> {
                    var command = fault.getCommandLine();
                    command.getErr()
                            .println("%s; %s --help says more"
                                    .formatted(
                                            fault.getMessage(),
                                            command.getCommandSpec().qualifiedName()));
                    return Fault.FAILED;
                })
                .setExecutionExceptionHandler((fault, command, parsed) -> switch (fault) {
                    case Fault known -> {
                        command.getErr().println(known.getMessage());
                        yield known.exitCode();
                    }
                    case KubernetesClientException refused -> {
                        command.getErr().println("the cluster does not answer as it should: " + Complaint.of(refused));
                        yield Fault.FAILED;
                    }
                    default -> throw fault;
                });
    }

    /** The version that the jar was built as. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "bailiwick "
                        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                                .orElse("(unpackaged)")
            };
        }
    }
}
