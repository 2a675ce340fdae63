package dev.bailiwick.cli.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of a journal. */
final class JournalOptions {

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Decide this segment of a journal, or all segments in this directory, again and compare bit for bit.")
    @Nullable
    Path journal;

    @Option(
            names = "--policy-file",
            paramLabel = "FILE",
            description =
                    "With --journal: show what this scaling: block (YAML, as below spec of a ModelDeployment) would have"
                            + " decided. Valid to the first size that differs, which is shown.")
    @Nullable
    Path policyFile;

    @Option(
            names = "--closed-loop",
            description =
                    "With --journal: simulate instead, with arrivals estimated from the journal and engines as --engine"
                            + " says.")
    boolean closedLoop;
}
