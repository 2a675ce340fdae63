package dev.bailiwick.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ping}: whether something answers 200 over HTTP; {@code helm test} runs it in a pod, whose image has no curl. It waits a while,
 * since a test right after an installation comes before the operator is ready.
 */
@Command(name = "ping", hidden = true, description = "Asks one URL over HTTP; exit status 0 if it answers 200, else 1.")
final class PingCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Parameters(paramLabel = "URL")
    private URI url = URI.create("");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--within", paramLabel = "S", defaultValue = "60", description = "Seconds to wait for that answer.")
    private int withinSeconds;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw Fault.usage("URL is \"" + url + "\"; it must be http://HOST:PORT/PATH");
        }
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var deadline = clock.instant().plusSeconds(withinSeconds);
            var refusal = refusal(http);
            while (refusal.isPresent() && clock.instant().isBefore(deadline)) {
                Thread.sleep(PAUSE);
                refusal = refusal(http);
            }
            if (refusal.isPresent()) {
                throw Fault.finding(url + refusal.get());
            }
        }
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        out.println(url + " answers 200");
        out.flush();
        return 0;
    }

    /** What the URL says other than 200, in words; empty for 200. */
    private Optional<String> refusal(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        try {
            var status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status == 200 ? Optional.empty() : Optional.of(" answers " + status);
        } catch (IOException e) {
            return Optional.of(" does not answer: " + e);
        }
    }
}
