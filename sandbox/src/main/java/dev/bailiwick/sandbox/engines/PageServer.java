package dev.bailiwick.sandbox.engines;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bailiwick.sandbox.load.LoadDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Serves, on loopback alone, the engines' pages at {@code /engines/POD_UID/PATH}, and takes orders: {@code POST
 * /faults?pod=UID&kind=stale} (or {@code deployment=NS/NAME}), {@code POST /load?...} and {@code GET
 * /load?deployment=NS/NAME}.
 */
public final class PageServer implements AutoCloseable {
    private static final String ENGINES = "/engines/";
    private static final long SLOW_MILLIS = 3000;

    private final HttpServer server;
    private final EngineHall hall;
    private final LoadDesk loads;
    private final InstantSource clock;

    /** Begins to serve on {@code port}, or on any free one if it is 0. */
    public PageServer(EngineHall hall, LoadDesk loads, int port, InstantSource clock) {
        this.hall = hall;
        this.loads = loads;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(ENGINES, this::page);
        server.createContext("/faults", this::faults);
        server.createContext("/load", this::load);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void page(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(ENGINES.length());
        var slash = path.indexOf('/');
        var uid = slash < 0 ? path : path.substring(0, slash);
        var pod = hall.pod(uid);
        if (pod.isEmpty()) {
            answer(exchange, 503, "no engine serves in this pod\n");
            return;
        }
        var page = new String(pod.get().page(clock.instant()), StandardCharsets.UTF_8);
        switch (pod.get().fault()) {
            case NONE, STALE -> answer(exchange, 200, page);
            case ERROR -> answer(exchange, 500, "internal error\n");
            case GARBAGE -> answer(exchange, 200, "<html><body>Bad Gateway</body></html>\n");
            case NAN ->
                answer(exchange, 200, page.replaceAll("(?m)^(vllm:num_requests_waiting\\{[^}]*\\}) .*$", "$1 NaN"));
            case SLOW -> {
                try {
                    Thread.sleep(SLOW_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                answer(exchange, 200, page);
            }
        }
    }

    private void faults(HttpExchange exchange) throws IOException {
        var query = query(exchange);
        var fault = Fault.named(query.getOrDefault("kind", ""));
        var pods = query.containsKey("pod")
                ? hall.pod(query.get("pod")).stream().toList()
                : hall.of(query.getOrDefault("deployment", ""));
        if (fault.isEmpty() || pods.isEmpty()) {
            answer(exchange, 400, "name a pod or a deployment that serves, and a kind of fault\n");
            return;
        }
        pods.forEach(pod -> pod.fault(fault.get()));
        answer(exchange, 200, fault.get() + " on " + pods.size() + " pods\n");
    }

    private void load(HttpExchange exchange) throws IOException {
        try {
            answer(
                    exchange,
                    200,
                    exchange.getRequestMethod().equals("POST")
                            ? loads.start(query(exchange))
                            : loads.report(query(exchange).getOrDefault("deployment", "")));
        } catch (RuntimeException e) {
            answer(exchange, 400, e.getMessage() + "\n");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var values = new HashMap<String, String>();
        var query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                var equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
