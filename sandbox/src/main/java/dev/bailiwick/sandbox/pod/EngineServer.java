package dev.bailiwick.sandbox.pod;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of an engine: completions, models, health and metrics. Everything is answered 503 until the engine is
 * there; once it drains, new completions and health are, and the metrics page goes on.
 */
final class EngineServer implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final EngineSettings settings;
    private final InstantSource clock;
    private final HttpServer server;
    private final Gate gate = new Gate();
    private volatile @Nullable Served served;

    private record Served(LiveEngine engine, Completions completions, Instant since) {}

    /** Begins to listen. */
    EngineServer(EngineSettings settings, InstantSource clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::route);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on requests are served. */
    void ready() {
        var engine = new LiveEngine(settings.profile(), clock);
        served = new Served(engine, new Completions(engine, settings, clock), clock.instant());
    }

    /**
     * Takes no more completions.
     *
     * @return requests under way
     */
    int closeGate() {
        return gate.close();
    }

    /**
     * Waits for the requests under way.
     *
     * @return those that did not finish in time
     */
    int awaitRequests(Duration longest) throws InterruptedException {
        return gate.awaitEmpty(longest);
    }

    private void route(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var now = served;
            if (now == null) {
                Answers.error(exchange, ApiError.unavailable("the engine is starting"));
                return;
            }
            switch (path) {
                case "/v1/chat/completions" -> post(exchange, now, true);
                case "/v1/completions" -> post(exchange, now, false);
                case "/v1/models" -> get(exchange, "application/json", models(now));
                case "/metrics" ->
                    get(
                            exchange,
                            "text/plain; version=0.0.4; charset=utf-8",
                            now.engine().page(settings.servedName()));
                case "/health" -> health(exchange);
                default -> Answers.error(exchange, ApiError.notFound("there is nothing at this path", null));
            }
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        if (gate.closed()) {
            Answers.error(exchange, ApiError.unavailable("the engine drains"));
        } else {
            get(exchange, "text/plain", new byte[0]);
        }
    }

    private void post(HttpExchange exchange, Served now, boolean chat) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Answers.error(exchange, ApiError.wrongMethod("use POST here"));
            return;
        }
        if (!gate.enter()) {
            Answers.error(exchange, ApiError.unavailable("the engine drains; ask another one"));
            return;
        }
        try {
            now.completions().answer(exchange, chat);
        } finally {
            exchange.close();
            gate.leave();
        }
    }

    private static void get(HttpExchange exchange, String type, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            Answers.send(exchange, 200, type, body);
        } else {
            Answers.error(exchange, ApiError.wrongMethod("use GET here"));
        }
    }

    private byte[] models(Served now) {
        var models = settings.servedNames().stream()
                .map(name -> Map.of(
                        "id",
                        name,
                        "object",
                        "model",
                        "created",
                        now.since().getEpochSecond(),
                        "owned_by",
                        "bailiwick",
                        "max_model_len",
                        settings.contextTokens()))
                .toList();
        return AnswerFormat.json(Map.of("object", "list", "data", List.copyOf(models)));
    }

    @Override
    public void close() {
        server.stop(0);
        var now = served;
        if (now != null) {
            now.engine().close();
        }
    }
}
