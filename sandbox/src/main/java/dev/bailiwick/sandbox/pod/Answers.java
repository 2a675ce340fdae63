package dev.bailiwick.sandbox.pod;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Sends answers of any kind to one exchange. */
final class Answers {
    private static final long CHUNKED = 0;
    private static final long EMPTY = -1;

    private Answers() {}

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? EMPTY : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static void error(HttpExchange exchange, ApiError error) throws IOException {
        if (error.code() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        send(exchange, error.code(), "application/json", AnswerFormat.json(Map.of("error", error)));
    }

    /** Begins an answer whose length is not known yet. */
    static OutputStream begin(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, CHUNKED);
        return exchange.getResponseBody();
    }
}
