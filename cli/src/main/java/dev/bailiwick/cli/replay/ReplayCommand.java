package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.cli.Main;
import dev.bailiwick.cli.Paper;
import dev.bailiwick.cli.Terminal;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.causal.Causal;
import dev.bailiwick.lab.replay.peer.Entrants;
import dev.bailiwick.lab.replay.peer.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: traces against policies, and journals decided again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Plays a trace of requests against scaling policies on simulated engines and says what each would have cost and"
                    + " whom it would have kept waiting; or decides an operator's journal again. It asks no cluster."
                    + " docs/replay.md is the guide.",
            "Runs that were made before are taken from the user's cache. Exit status: 0 good; 1 a journaled decision"
                    + " differs; 2 wrong usage or a fault."
        })
public final class ReplayCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nA trace:%n")
    private TraceOptions trace = new TraceOptions();

    @ArgGroup(validate = false, heading = "%nThe place:%n")
    private CellOptions place = new CellOptions();

    @ArgGroup(validate = false, heading = "%nA worst case:%n")
    private AttackOptions attack = new AttackOptions();

    @ArgGroup(validate = false, heading = "%nA journal:%n")
    private JournalOptions journal = new JournalOptions();

    @Option(
            names = "--list",
            description = "Print the policies with their settings, defaults and sources, and the engines.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path segments = journal.journal;
        if ((list ? 1 : 0)
                        + (segments == null ? 0 : 1)
                        + (trace.traces.isEmpty() ? 0 : 1)
                        + (trace.cells == null ? 0 : 1)
                        + (attack.attack == null ? 0 : 1)
                != 1) {
            throw Fault.usage("give one of --trace FILE, --cells FILE, --attack POLICY, --journal FILE and --list");
        }
        if (list) {
            out.print(
                    Listing.of(known(), Terminal.columns().map(Paper::terminal).orElseGet(Paper::plain)));
            out.flush();
            return 0;
        }
        if (segments != null) {
            return replayed(Segments.of(segments), out);
        }
        if (journal.policyFile != null || journal.closedLoop) {
            throw Fault.usage("--policy-file and --closed-loop need a --journal FILE");
        }
        if (attack.attack != null) {
            return new Attack(attack, place, entrants(), out, Terminal.columns().isPresent()).run(attack.attack);
        }
        if (trace.cells != null) {
            refuseFieldsOfCells();
        }
        return new TraceReplay(trace, place, entrants(), out, Terminal.columns().isPresent())
                .run(execution(), command());
    }

    /** What makes a cell stands in the file, and an option beside it would be lost. */
    private void refuseFieldsOfCells() {
        for (OptionSpec option :
                Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName().substring(2);
            if (CellsFile.FIELDS.contains(name)) {
                throw Fault.usage("--%s is for one place, and --cells has its own; write %s: into its cells"
                        .formatted(name, name));
            }
        }
    }

    private int replayed(List<Path> segments, PrintWriter out) throws IOException {
        Path file = journal.policyFile;
        PolicyFile policy = file == null ? null : PolicyFile.read(file);
        if (journal.closedLoop) {
            return new ClosedLoop(trace, place, out, Terminal.columns().isPresent())
                    .run(segments, policy, execution(), command());
        }
        int status = new JournalCheck(out).run(segments);
        if (policy != null) {
            JournalWhatIf.run(segments, policy, out);
        }
        return status;
    }

    private static List<Entrant> entrants() {
        return known().stream().map(Peer::entrant).toList();
    }

    /** Policies, and the reference after them. */
    private static List<Peer> known() {
        List<Peer> known = new ArrayList<>(new Entrants().peers());
        known.add(Causal.peer());
        return known;
    }

    private static Execution execution() throws IOException {
        return new Execution(
                new RunCache(RunCache.ofUser()),
                CodeVersion.digest(),
                Runtime.getRuntime().availableProcessors());
    }

    private String command() {
        CommandSpec own = Objects.requireNonNull(spec);
        return own.root().name()
                + own.commandLine().getParseResult().originalArgs().stream()
                        .map(word -> " " + (word.matches("[-A-Za-z0-9_./:,=+%]+") ? word : "'" + word + "'"))
                        .collect(Collectors.joining());
    }
}
