package dev.bailiwick.images;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Waits until a server that is being recorded is ready and uses it a little.
 *
 * @param server what is visited
 * @param process the server's process
 * @param log of the server, for when it does not start
 */
record Visitor(Training.Server server, Process process, Path log) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int VISITS = 3;

    /** Below the ports that the kernel hands out for outgoing connections. */
    private static final int FIRST_PORT = 18_000;

    private static final int LAST_PORT = 18_999;

    static Visitor of(Training.Server server, Process process, Path log) {
        return new Visitor(server, process, log);
    }

    /** A port where nobody listens just now. */
    static int freePort() {
        return IntStream.rangeClosed(FIRST_PORT, LAST_PORT)
                .filter(Visitor::isFree)
                .findFirst()
                .orElseThrow(() -> new ImagesException(
                        "ports " + FIRST_PORT + " to " + LAST_PORT + " are all taken; free one of them"));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ImagesException with the end of the server's log if it ends or is not ready within three minutes */
    void visit() throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var pauses = PATIENCE.dividedBy(PAUSE);
            while (status(client, server.ready()) != 200) {
                if (!process.isAlive() || pauses-- == 0) {
                    throw new ImagesException(
                            "the application did not become ready for its training run:\n" + Programs.end(log));
                }
                Thread.sleep(PAUSE);
            }
            for (var visit = 0; visit < VISITS; visit++) {
                for (var path : server.visits()) {
                    status(client, path);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("interrupted during a training run", e);
        }
    }

    private int status(HttpClient client, String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0; // not listening yet
        }
    }
}
