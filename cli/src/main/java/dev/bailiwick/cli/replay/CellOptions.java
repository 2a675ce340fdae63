package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Objective;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where policies are compared. */
final class CellOptions {
    private static final int MOST = 1_000;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "mistral-small-24b-h100",
            description = "The engine of each replica, of those that --list shows. Default: ${DEFAULT-VALUE}.")
    String engine = "";

    @Option(
            names = "--cold-start",
            paramLabel = "TIME[:SIGMA]",
            description =
                    "From the order of a replica to its first answer: fixed, or log-normal with this median and sigma."
                            + " Default: what the engine takes on a warm node.")
    @Nullable
    String coldStart;

    @Option(
            names = "--ttft",
            paramLabel = "TIME",
            defaultValue = "2.5s",
            description = "Longest time to the first token that is no miss. Default: ${DEFAULT-VALUE}.")
    String timeToFirstToken = "";

    @Option(
            names = "--tpot",
            paramLabel = "TIME",
            defaultValue = "100ms",
            description = "Longest mean time per output token that is no miss. Default: ${DEFAULT-VALUE}.")
    String timePerOutputToken = "";

    @Option(
            names = "--router",
            paramLabel = "NAME",
            defaultValue = "least-loaded",
            description =
                    "Who binds a request to a replica: least-loaded, by state as stale as the last scrape; round-robin;"
                            + " or random, which is what a Service does. Default: ${DEFAULT-VALUE}.")
    String router = "";

    @Option(
            names = "--min",
            paramLabel = "N",
            defaultValue = "1",
            description = "Fewest replicas. Default: ${DEFAULT-VALUE}.")
    String min = "";

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "64",
            description = "Most replicas. Default: ${DEFAULT-VALUE}.")
    String max = "";

    @Option(
            names = "--perturb",
            paramLabel = "FAULTS",
            defaultValue = "",
            description =
                    "What goes wrong, separated by commas, such as engine=+25%%,scrape-loss=5%%; --list shows all. Default:"
                            + " nothing.")
    String perturbation = "";

    /** Most replicas. */
    int most() {
        int least = Given.count("--min", min, 0, MOST);
        int most = Given.count("--max", max, 1, MOST);
        if (least > most) {
            throw Fault.usage("--min %d is above --max %d; lower the one or raise the other".formatted(least, most));
        }
        return most;
    }

    /** The cell of a trace that has the load already. */
    Cell cell(Trace trace, double load) {
        EngineProfile profile = Given.engine(EngineCatalogue.load(), engine);
        return new Cell(
                trace,
                load,
                profile,
                coldStart == null ? new Cell.ColdStart(profile.coldStartSeconds(), 0) : Given.coldStart(coldStart),
                Given.router(router),
                objective(),
                Given.count("--min", min, 0, MOST),
                most(),
                Given.perturbation(perturbation));
    }

    Objective objective() {
        return new Objective(Given.positive("--ttft", timeToFirstToken), Given.positive("--tpot", timePerOutputToken));
    }
}
