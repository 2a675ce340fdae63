package dev.bailiwick.cli.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A search for the load under which a policy does worst. */
final class AttackOptions {

    @Option(
            names = "--attack",
            paramLabel = "POLICY",
            description = "Search for the loads under which this policy does worst. Takes the options of the place.")
    @Nullable
    String attack;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Play so many loads. Default: ${DEFAULT-VALUE}.")
    String budget = "";

    @Option(
            names = "--busiest",
            paramLabel = "RATE",
            defaultValue = "20",
            description = "Most requests per second that the load may have. Default: ${DEFAULT-VALUE}.")
    String busiest = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the search; another seed searches elsewhere. Default: ${DEFAULT-VALUE}.")
    String seed = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the loads found as traces, the worst first, and regrets.csv with what each did.")
    @Nullable
    Path out;
}
