package dev.bailiwick.sandbox.pod;

import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.sandbox.DurationOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine}: one simulated engine over HTTP, until SIGTERM. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = {
            "Serve one simulated engine over HTTP as vLLM does, until SIGTERM.",
            "Takes vLLM's arguments; those that mean nothing here are named in one line of the log."
        })
final class EngineCommand implements Callable<Integer> {
    private static final int LONGEST_CONTEXT = 32_768;

    private final List<String> ignored;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Folder of the model, as --model.")
    private @Nullable String positionalModel;

    @Option(
            names = "--model",
            paramLabel = "PATH",
            defaultValue = "${env:SIMULATOR_MODEL:-" + Option.NULL_VALUE + "}",
            description = "Folder of the model; its largest file is read before the engine is ready.")
    private @Nullable String model;

    @Option(
            names = "--served-model-name",
            paramLabel = "NAME",
            arity = "1..*",
            defaultValue = "${env:SIMULATOR_SERVED_MODEL_NAME:-" + Option.NULL_VALUE + "}",
            description = "Names that clients ask for (default: the model's path, or \"simulated\" without one).")
    private @Nullable List<String> servedNames;

    @Option(names = "--host", defaultValue = "0.0.0.0", description = "Listen here (default: ${DEFAULT-VALUE}).")
    private String host = "0.0.0.0";

    @Option(names = "--port", defaultValue = "${env:SIMULATOR_PORT:-8000}", description = "Port (default: 8000).")
    private int port;

    @Option(
            names = "--profile",
            defaultValue = "${env:SIMULATOR_PROFILE:-llama-3.1-8b-h100}",
            description = "Model and accelerator to simulate (default: llama-3.1-8b-h100).")
    private String profile = "llama-3.1-8b-h100";

    @Option(
            names = "--speed",
            paramLabel = "F",
            defaultValue = "${env:SIMULATOR_SPEED:-1}",
            description = "Times as fast as the profile (default: 1).")
    private double speed;

    @Option(
            names = {"--slots", "--max-num-seqs"},
            paramLabel = "N",
            defaultValue = "${env:SIMULATOR_SLOTS:-" + Option.NULL_VALUE + "}",
            description = "Most requests that run at once (default: the profile's).")
    private @Nullable Integer slots;

    @Option(names = "--max-num-batched-tokens", paramLabel = "N", description = "Most tokens in one step.")
    private @Nullable Integer batchedTokens;

    @Option(
            names = "--max-model-len",
            paramLabel = "N",
            description = "Most tokens of a prompt and its answer (default: " + LONGEST_CONTEXT + ").")
    private @Nullable Integer contextTokens;

    @Option(
            names = "--cold-start",
            paramLabel = "D",
            defaultValue = "${env:SIMULATOR_COLD_START:-5s}",
            converter = DurationOption.class,
            description = "From the end of the reading to ready (default: 5s).")
    private Duration coldStart = Duration.ofSeconds(5);

    @Option(
            names = "--shutdown-timeout",
            paramLabel = "D",
            defaultValue = "${env:SIMULATOR_SHUTDOWN_TIMEOUT:-10m}",
            converter = DurationOption.class,
            description = "Longest time to finish requests after SIGTERM (default: 10m, the default drain deadline).")
    private Duration shutdownTimeout = Duration.ofMinutes(10);

    /** @param ignored names of vLLM's options that were given and mean nothing here */
    EngineCommand(List<String> ignored) {
        this.ignored = List.copyOf(ignored);
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        if (!ignored.isEmpty()) {
            System.out.println("options of vLLM without a meaning here: " + String.join(" ", ignored));
        }
        return new EnginePod(settings, InstantSource.system(), System.out::println).run();
    }

    EngineSettings settings() {
        var path = Optional.ofNullable(positionalModel == null ? model : positionalModel);
        var names = servedNames == null ? List.of(path.orElse("simulated")) : servedNames;
        var limited = limited();
        var context =
                contextTokens == null ? (int) Math.min(LONGEST_CONTEXT, limited.kvTokens()) : contextTokens.intValue();
        check(port >= 0 && port <= 65_535, "--port is " + port + "; it must be 0 to 65535");
        check(context >= 2, "--max-model-len is " + context + "; it must be at least 2");
        return new EngineSettings(path.map(Path::of), names, host, port, limited, context, coldStart, shutdownTimeout);
    }

    private EngineProfile limited() {
        check(speed > 0 && speed <= 1000, "--speed is " + speed + "; it must be above 0 and at most 1000");
        var catalogue = EngineCatalogue.load();
        var found = catalogue
                .find(profile)
                .orElseThrow(() -> wrong("--profile is \"" + profile + "\"; it must be one of "
                        + catalogue.profiles().stream().map(EngineProfile::name).collect(Collectors.joining(", "))));
        var sequences = slots == null ? found.maxSequences() : slots.intValue();
        check(sequences >= 1, "--max-num-seqs is " + sequences + "; it must be at least 1");
        var tokens = batchedTokens == null ? Math.max(found.maxBatchedTokens(), sequences) : batchedTokens.intValue();
        check(
                tokens >= sequences,
                "--max-num-batched-tokens is " + tokens + "; it must not be below --max-num-seqs, " + sequences);
        return found.withLimits(found.kvTokens(), sequences, tokens)
                .withStepCost(found.stepCost().faster(speed));
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            throw wrong(fault);
        }
    }

    private ParameterException wrong(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }
}
