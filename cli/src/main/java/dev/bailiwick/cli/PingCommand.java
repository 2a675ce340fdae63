package dev.bailiwick.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ping}: whether something answers 200 over HTTP; {@code helm test} runs it in a pod, whose image has no curl. */
@Command(name = "ping", hidden = true, description = "Asks one URL over HTTP; exit status 0 if it answers 200, else 1.")
final class PingCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Parameters(paramLabel = "URL")
    private URI url = URI.create("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw Fault.usage("URL is \"" + url + "\"; it must be http://HOST:PORT/PATH");
        }
        var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw Fault.finding(url + " answers " + status);
            }
        } catch (IOException e) {
            throw Fault.finding(url + " does not answer: " + e);
        }
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        out.println(url + " answers 200");
        out.flush();
        return 0;
    }
}
