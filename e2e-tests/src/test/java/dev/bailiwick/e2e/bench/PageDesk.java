package dev.bailiwick.e2e.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bailiwick.lab.simulator.Engine;
import dev.bailiwick.lab.simulator.EngineCatalogue;
import dev.bailiwick.lab.simulator.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Serves the metrics pages of all engines, each as long as a real vLLM's, at {@code /POD_UID/PATH}. An engine's tokens grow with time at
 * the rate that is set; everything else on its page stays idle.
 */
final class PageDesk implements AutoCloseable {
    private static final String TOKENS = "vllm:generation_tokens_total{";

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Counter> engines = new ConcurrentHashMap<>();
    private final LongAdder pages = new LongAdder();
    private final String before;
    private final String after;

    /** Tokens up to an instant, and their rate from then on. */
    private record Counter(double tokens, double perSecond, Instant since) {
        double at(Instant now) {
            return tokens + perSecond * Duration.between(since, now).toNanos() / 1e9;
        }
    }

    PageDesk(InstantSource clock) throws IOException {
        this.clock = clock;
        var profile = EngineCatalogue.load().find("llama-3.1-8b-l40s").orElseThrow();
        var page = new String(
                MetricsPage.write(new Engine(profile, clock.instant(), done -> {}), "model"), StandardCharsets.UTF_8);
        var value = page.indexOf(' ', page.indexOf("\n" + TOKENS)) + 1;
        this.before = page.substring(0, value);
        this.after = page.substring(page.indexOf('\n', value));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The operator's template of an engine's address that leads here. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/{podUID}{path}";
    }

    /** Sets the tokens per second of a pod's engine from now on. */
    void rate(String uid, double perSecond) {
        var now = clock.instant();
        engines.compute(uid, (key, counter) -> new Counter(counter == null ? 0 : counter.at(now), perSecond, now));
    }

    /** Bytes of a page of an engine that has served nothing. */
    int pageBytes() {
        return before.length() + 1 + after.length();
    }

    long pages() {
        return pages.sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uid = exchange.getRequestURI().getPath().split("/", 3)[1];
            var counter = engines.get(uid);
            var tokens = counter == null ? 0 : (long) counter.at(clock.instant());
            var body = (before + tokens + after).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            pages.increment();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
