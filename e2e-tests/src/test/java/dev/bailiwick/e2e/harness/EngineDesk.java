package dev.bailiwick.e2e.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the metrics pages of all engines from this process, one for each pod UID. An engine that no test has touched is idle. What
 * an engine shows, and how its page fails, a test sets on its {@link Engine}.
 */
public final class EngineDesk implements AutoCloseable {

    private final Map<String, Engine> engines = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private EngineDesk(HttpServer server) {
        this.server = server;
    }

    static EngineDesk open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var desk = new EngineDesk(server);
            server.createContext("/", desk::answer);
            server.setExecutor(desk.threads);
            server.start();
            return desk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator's template of an engine's address that leads here. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/{podUID}{path}";
    }

    /** The engine of the pod with this UID. */
    public Engine engine(String uid) {
        return engines.computeIfAbsent(uid, key -> new Engine());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uid = exchange.getRequestURI().getPath().split("/", 3)[1];
            var answer = engine(uid).answer();
            if (answer.status() == 0) {
                return; // the connection breaks
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
