package dev.bailiwick.cli.explain;

import dev.bailiwick.cli.ClusterOptions;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.Main;
import dev.bailiwick.cli.OperatorOptions;
import dev.bailiwick.cli.Paper;
import dev.bailiwick.cli.Target;
import dev.bailiwick.cli.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why a deployment has its size, now or at a time. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Explains the size of a ModelDeployment: the decision in words, its numbers, its alternatives, what blocks,"
                    + " and what would change it.",
            "Exit status: 0 good; 1 it is Stalled, or it or the moment asked for is not there; 2 wrong usage or a fault."
        })
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "[NAMESPACE/]NAME",
            description = "The ModelDeployment. Without a namespace it is the kubeconfig's.")
    private String target = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Explain this moment from the journal: 2026-11-24T14:03:00Z, 14:03 (here, the last one), -15m or now.")
    private @Nullable String at;

    @Option(names = "--watch", description = "Print a line for each change until interrupted.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON of schema bailiwick.dev/explain/v1.")
    private boolean json;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Read the journal in this directory and ask no cluster. Otherwise --at asks the operator's pod, which"
                            + " takes the right to create pods/exec there.")
    private @Nullable Path journal;

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final InstantSource clock = InstantSource.system();
    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public Integer call() throws Exception {
        var wanted = Target.parse(target);
        if (watch && (at != null || journal != null)) {
            throw Fault.usage("--watch shows what happens now: leave out --at and --journal");
        }
        if (journal != null) {
            return print(JournalDirectory.account(journal, wanted.in(namespace(wanted)), moment()));
        }
        try (var client = cluster.client()) {
            var live = new LiveDeployment(client, wanted);
            if (watch) {
                return new Watching(live, out(), json, zone).run();
            }
            return print(
                    at == null
                            ? live.account(clock.instant())
                            : new OperatorJournal(client, operator.namespace())
                                    .account(live.fullName(), moment().orElseThrow()));
        }
    }

    private String namespace(Target wanted) {
        return wanted.namespace().isPresent() ? "" : LiveDeployment.namespace(cluster.config());
    }

    private Optional<Instant> moment() {
        return Optional.ofNullable(at).map(text -> Moment.parse(text, clock.instant(), zone));
    }

    private int print(Account account) {
        out().print(
                        json
                                ? AccountJson.pretty(account) + System.lineSeparator()
                                : AccountText.write(account, paper(), zone));
        out().flush();
        return account.stalled() ? Fault.FINDING : 0;
    }

    private static Paper paper() {
        return Terminal.columns().map(Paper::terminal).orElseGet(Paper::plain);
    }

    private java.io.PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}
