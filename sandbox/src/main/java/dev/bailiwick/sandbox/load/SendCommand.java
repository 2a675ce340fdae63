package dev.bailiwick.sandbox.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.sandbox.DurationOption;
import dev.bailiwick.sandbox.SandboxException;
import dev.bailiwick.sandbox.engines.EngineHall.Routing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code send}: load over HTTP, with a report in JSON as its last line. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send streaming chat completions to one URL and measure what the clients feel.",
            "The last line is a report in JSON. Exit status: 0 all answered, 1 a request was cut, refused or failed."
        })
public final class SendCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RATE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(?:/(s|m))?");
    private static final double MOST_PER_SECOND = 1000;
    private static final int MOST_STREAMS = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", paramLabel = "URL", required = true, description = "Root of the server: http://NAME:PORT.")
    private URI url = URI.create("");

    @Option(names = "--model", paramLabel = "NAME", required = true, description = "Served name to ask for.")
    private String model = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Kind kind = new Kind();

    @Option(
            names = "--prompt-tokens",
            paramLabel = "N",
            defaultValue = "200",
            description = "Tokens of each prompt, but for a trace (default: ${DEFAULT-VALUE}).")
    private int promptTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            defaultValue = "200",
            description = "Tokens of each answer, but for a trace (default: ${DEFAULT-VALUE}).")
    private int outputTokens;

    @Option(
            names = "--start",
            paramLabel = "D",
            defaultValue = "0s",
            converter = DurationOption.class,
            description = "Where in the trace to begin (default: ${DEFAULT-VALUE}).")
    private Duration start = Duration.ZERO;

    @Option(
            names = "--length",
            paramLabel = "D",
            defaultValue = "240s",
            converter = DurationOption.class,
            description = "How long to send (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(
            names = "--share",
            paramLabel = "F",
            defaultValue = "1",
            description = "Share of the trace's requests to send (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--burst-at",
            paramLabel = "D",
            defaultValue = "0s",
            converter = DurationOption.class,
            description = "When a trace's burst begins, since the start of the load.")
    private Duration burstAt = Duration.ZERO;

    @Option(
            names = "--burst-length",
            paramLabel = "D",
            defaultValue = "0s",
            converter = DurationOption.class,
            description = "How long it lasts (default: no burst).")
    private Duration burstLength = Duration.ZERO;

    @Option(
            names = "--burst-factor",
            paramLabel = "F",
            defaultValue = "1",
            description = "Times the trace's load in the burst, 1 to 100.")
    private double burstFactor;

    @Option(
            names = "--ttft",
            paramLabel = "D",
            defaultValue = "2.5s",
            converter = DurationOption.class,
            description = "Longest time to first token that clients hope for (default: ${DEFAULT-VALUE}).")
    private Duration timeToFirstToken = Duration.ZERO;

    @Option(
            names = "--tpot",
            paramLabel = "D",
            defaultValue = "100ms",
            converter = DurationOption.class,
            description = "Longest time per token after it (default: ${DEFAULT-VALUE}).")
    private Duration timePerOutputToken = Duration.ZERO;

    @Option(
            names = "--patience",
            paramLabel = "D",
            defaultValue = "2m",
            converter = DurationOption.class,
            description =
                    "Longest wait for a ready engine, and of a request that is refused (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of what is left to chance.")
    private long seed;

    private static final class Kind {
        @Option(
                names = "--rate",
                paramLabel = "R",
                description = "Open loop: requests at random, so many per second (3 or 3/s) or minute (90/m).")
        private @Nullable String rate;

        @Option(names = "--trace", paramLabel = "FILE", description = "Open loop: the arrivals of a trace, gzip CSV.")
        private @Nullable Path trace;

        @Option(
                names = "--concurrency",
                paramLabel = "N",
                description = "Closed loop: so many streams, each with its next request after its last.")
        private @Nullable Integer concurrency;
    }

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        var report = new HttpLoad(plan(), InstantSource.system(), System.out::println).run();
        System.out.println(JSON.writeValueAsString(report));
        return report.flawless() ? 0 : 1;
    }

    SendPlan plan() {
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw wrong("--url is \"" + url + "\"; it must be http://NAME or http://NAME:PORT");
        }
        try {
            var each = new SendPlan.Size(promptTokens, outputTokens);
            var objectives = new LoadPlan.Objectives(timeToFirstToken, timePerOutputToken);
            return new SendPlan(
                    url, model, arrivals(each, objectives), concurrency(), each, length, objectives, patience);
        } catch (IllegalArgumentException | SandboxException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Arrival> arrivals(SendPlan.Size each, LoadPlan.Objectives objectives) {
        if (kind.rate != null) {
            return SendPlan.poisson(perSecond(kind.rate), length, each, seed);
        }
        if (kind.trace == null) {
            return List.of();
        }
        var burst = new LoadPlan.Burst(burstAt, burstLength, burstFactor);
        var plan = new LoadPlan(model, kind.trace, start, length, share, burst, Routing.RANDOM, objectives, seed);
        return Schedule.of(plan);
    }

    private int concurrency() {
        var streams = kind.concurrency;
        if (streams == null) {
            return 0;
        }
        if (streams < 1 || streams > MOST_STREAMS) {
            throw wrong("--concurrency is " + streams + "; it must be 1 to " + MOST_STREAMS);
        }
        return streams;
    }

    private double perSecond(String rate) {
        var form = RATE.matcher(rate);
        if (!form.matches()) {
            throw wrong("--rate is \"" + rate + "\"; write it as 3/s or 90/m");
        }
        var perSecond = Double.parseDouble(form.group(1)) / ("m".equals(form.group(2)) ? 60 : 1);
        if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
            throw wrong("--rate is \"" + rate + "\"; it must be above 0 and at most 1000/s");
        }
        return perSecond;
    }

    private ParameterException wrong(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }
}
