package dev.bailiwick.operator.tick;

import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReaders;
import dev.bailiwick.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches one engine's page: no redirect, at most one MiB and one timeout for all of it. */
@Singleton
public final class Scraper {
    /** One byte more than the parser takes, so that it says itself that a page is too large. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    private final HttpClient http;
    private final EngineReaders readers = new EngineReaders();
    private final Duration timeout;
    private final String endpoint;
    private final InstantSource clock;

    Scraper(OperatorConfig config, InstantSource clock) {
        this.timeout = config.scrape().timeout();
        this.endpoint = config.metrics().endpoint();
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(
                        HttpClient.Builder
                                .NO_PROXY) // an engine is a neighbour, whatever the JVM is told about the world
                .connectTimeout(timeout)
                .build();
    }

    @PreDestroy
    void stop() {
        http.close();
    }

    /** What reads the pages of one more engine. */
    EngineReader reader(EngineKind engine) {
        return readers.reader(engine);
    }

    Scrape scrape(Pod pod, EngineKind engine, int port, EngineReader reader) throws InterruptedException {
        if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
            return new Scrape.Failed(Scrape.Kind.NOT_READY, "the pod has no address yet");
        }
        var address = address(pod, engine, port);
        var exchange = http.sendAsync(
                HttpRequest.newBuilder(URI.create(address)).GET().build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            var response = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            var received = clock.instant();
            return response.statusCode() == 200
                    ? Scrape.of(reader.read(response.body()), received)
                    : new Scrape.Failed(Scrape.Kind.BAD_STATUS, address + " answers " + response.statusCode());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Scrape.Failed(
                    Scrape.Kind.TIMED_OUT, address + " gave no page within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed(address, e.getCause());
        }
    }

    private static Scrape failed(String address, @Nullable Throwable cause) {
        var tooLarge = cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("exceeded capacity");
        return tooLarge
                ? new Scrape.Failed(Scrape.Kind.TOO_LARGE, address + " gives more than 1 MiB")
                : new Scrape.Failed(Scrape.Kind.UNREACHABLE, address + ": " + cause);
    }

    private String address(Pod pod, EngineKind engine, int port) {
        return endpoint.replace("{podIP}", host(pod.getStatus().getPodIP()))
                .replace("{port}", Integer.toString(port))
                .replace("{path}", engine.metricsPath())
                .replace("{namespace}", pod.getMetadata().getNamespace())
                .replace("{podUID}", pod.getMetadata().getUid())
                .replace("{pod}", pod.getMetadata().getName());
    }

    private static String host(String ip) {
        return ip.contains(":") ? "[" + ip + "]" : ip;
    }
}
