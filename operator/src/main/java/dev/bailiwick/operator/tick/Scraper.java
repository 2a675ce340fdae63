package dev.bailiwick.operator.tick;

import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReaders;
import dev.bailiwick.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Fetches one engine's page and reads it. */
@Singleton
public final class Scraper {
    private final EnginePages pages;
    private final EngineReaders readers = new EngineReaders();
    private final Duration timeout;
    private final String endpoint;
    private final InstantSource clock;

    Scraper(OperatorConfig config, EnginePages pages, InstantSource clock) {
        this.timeout = config.scrape().timeout();
        this.endpoint = config.metrics().endpoint();
        this.pages = pages;
        this.clock = clock;
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
        try {
            var page = pages.fetch(address);
            var received = clock.instant();
            return page.status() == 200
                    ? Scrape.of(reader.read(page.bytes().array(), page.bytes().limit()), received)
                    : new Scrape.Failed(Scrape.Kind.BAD_STATUS, address + " answers " + page.status());
        } catch (TimeoutException e) {
            return new Scrape.Failed(
                    Scrape.Kind.TIMED_OUT, address + " gave no page within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return e.getCause() instanceof EnginePages.TooLargeException
                    ? new Scrape.Failed(Scrape.Kind.TOO_LARGE, address + " gives more than 1 MiB")
                    : new Scrape.Failed(Scrape.Kind.UNREACHABLE, address + ": " + e.getCause());
        }
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
