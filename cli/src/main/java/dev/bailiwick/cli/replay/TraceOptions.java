package dev.bailiwick.cli.replay;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is played, against whom, and what is written about it. */
final class TraceOptions {

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "A gzip CSV with arrival_s, prompt_tokens and output_tokens, sorted by arrival. May be repeated.")
    List<Path> traces = List.of();

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description =
                    "Instead of one place: a YAML file with a list cells: of them, each with the options of its own.")
    @Nullable
    Path cells;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Where the traces are that --cells names. Default: beside the file.")
    @Nullable
    Path directory;

    @Option(
            names = "--quick",
            description =
                    "A look: the first two hours of each cell, one seed, no tuning, a short search for best-known.")
    boolean quick;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "Begin so far into each trace: 12h, 90m or 43200s. Default: its beginning.")
    String start = "";

    @Option(
            names = "--history",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "Begin so long before --start: policies see that time and learn from it, and nothing of it counts."
                            + " Default: ${DEFAULT-VALUE}.")
    String history = "";

    @Option(names = "--length", paramLabel = "TIME", description = "Play so much of it. Default: to its end.")
    @Nullable
    String length;

    @Option(
            names = "--client-phases",
            paramLabel = "VERSION",
            defaultValue = "as-is",
            description =
                    "Which version of each trace: as-is; shifted, where 64 pseudo-clients are each 0 to 10 min late, since"
                            + " sampled traces step all at once; or both. A shifted one is named NAME-phased. Default:"
                            + " ${DEFAULT-VALUE}.")
    String clientPhases = "";

    @Option(
            names = "--load",
            paramLabel = "X",
            defaultValue = "1",
            description =
                    "Lay copies over one another, or draw a part, to get X times the requests. Default: ${DEFAULT-VALUE}.")
    String load = "";

    @Option(
            names = "--policies",
            paramLabel = "NAMES",
            description =
                    "Policies that --list shows, separated by commas; static:N is N replicas throughout. lower-bound and"
                            + " best-known hold their cost against what no schedule goes below, and against the cheapest"
                            + " schedule that a search of some minutes finds; causal is a reference that knows the requests"
                            + " as they arrive. Default: lower-bound and all policies, but neither best-known nor causal.")
    @Nullable
    String policies;

    @Option(
            names = "--tune",
            description =
                    "Besides its defaults, judge each policy at the best setting of its grid, found on a seed that is not judged.")
    boolean tune;

    @Option(
            names = "--search",
            paramLabel = "N",
            description = "Let best-known make N whole runs for each cell, seed and level of attainment; the more, the"
                    + " tighter. Default: 60 to 600, the fewer the longer the trace; 10 with --quick.")
    @Nullable
    String search;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Make each run with seeds 1 to N. Default: ${DEFAULT-VALUE}.")
    String seeds = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the results as JSON (docs/reference/replay.schema.json).")
    @Nullable
    Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report, one page that loads nothing.")
    @Nullable
    Path html;

    @Option(
            names = "--page",
            paramLabel = "DIR",
            description = "Write the results as README.md with a picture for each cell.")
    @Nullable
    Path page;
}
