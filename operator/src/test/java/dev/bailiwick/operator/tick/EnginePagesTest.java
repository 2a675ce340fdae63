package dev.bailiwick.operator.tick;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is fetched of an engine, and what an engine cannot do to us. */
class EnginePagesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger connections = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aPageIsFetchedWhole() throws Exception {
        try (var engine = engine((number, out) -> answer(out, "200 OK", "vllm:num_requests_running 1\n"))) {
            // When
            var page = new EnginePages(vertx, LONG).fetch(address(engine));

            // Then
            assertThat(page.status()).isEqualTo(200);
            assertThat(text(page)).isEqualTo("vllm:num_requests_running 1\n");
        }
    }

    @Test
    void theConnectionIsKept() throws Exception {
        try (var engine = engine((number, out) -> answer(out, "200 OK", "connection " + number))) {
            // Given
            var pages = new EnginePages(vertx, LONG);
            assertThat(text(pages.fetch(address(engine)))).isEqualTo("connection 1");

            // When: a page can be here a moment before its connection is free again
            var again = new ArrayList<String>();
            while (!again.contains("connection 1") && again.size() < 100) {
                again.add(text(pages.fetch(address(engine))));
            }

            // Then
            assertThat(again).contains("connection 1");
        }
    }

    @Test
    void aPageOfUnsaidLengthIsFetchedWhole() throws Exception {
        var line = "x".repeat(60_000) + "\n";
        try (var engine = engine((number, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var i = 0; i < 3; i++) {
                write(out, Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
            }
            write(out, "0\r\n\r\n");
        })) {
            // When
            var page = new EnginePages(vertx, LONG).fetch(address(engine));

            // Then
            assertThat(text(page)).isEqualTo(line.repeat(3));
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (var elsewhere = engine((number, out) -> answer(out, "200 OK", "secret"));
                var engine = engine((number, out) -> write(
                        out,
                        "HTTP/1.1 302 Found\r\nLocation: " + address(elsewhere) + "\r\nContent-Length: 0\r\n\r\n"))) {
            // When
            var page = new EnginePages(vertx, LONG).fetch(address(engine));

            // Then
            assertThat(page.status()).isEqualTo(302);
            assertThat(text(page)).isEmpty();
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aPageWithoutEndIsGivenUpAtOneMebibyte() throws Exception {
        try (var engine = engine((number, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (true) {
                write(out, "x".repeat(1 << 16));
            }
        })) {
            // When / Then
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> new EnginePages(vertx, LONG).fetch(address(engine)))
                    .withCauseInstanceOf(EnginePages.TooLargeException.class);
        }
    }

    @Test
    void aPageThatDripsHasOneTimeoutForAllOfIt() throws Exception {
        try (var engine = engine((number, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                write(out, "x");
                Thread.sleep(20);
            }
        })) {
            // When / Then
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> new EnginePages(vertx, SHORT).fetch(address(engine)));
        }
    }

    @Test
    void anEngineThatSaysNothingTimesOut() throws Exception {
        try (var engine = engine((number, out) -> Thread.sleep(LONG))) {
            // When / Then
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> new EnginePages(vertx, SHORT).fetch(address(engine)));
        }
    }

    @Test
    void aConnectionThatComesTooLateIsNoErrorInTheLog() throws Exception {
        var said = new ConcurrentLinkedQueue<String>();
        var log = Logger.getLogger("io.vertx");
        var listener = listener(said);
        log.addHandler(listener);
        try (var engine = engine((number, out) -> answer(out, "200 OK", "too late"))) {
            // When: more than there can be connections, so that the last wait for those of the first
            var pages = new EnginePages(vertx, Duration.ofNanos(1));
            for (var i = 0; i < 500; i++) {
                assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> pages.fetch(address(engine)));
            }

            // Then
            close();
            assertThat(said).isEmpty();
            log.warning("heard");
            assertThat(said).containsExactly("heard");
        } finally {
            log.removeHandler(listener);
        }
    }

    @Test
    void aConnectionThatTheEngineHasClosedSinceIsMadeAnew() throws Exception {
        try (var engine = engine((number, out) -> {
            answer(out, "200 OK", "page " + number);
            throw new IOException("closes without a word, as an idle timeout does");
        })) {
            // When
            var pages = new EnginePages(vertx, LONG);

            // Then
            assertThat(text(pages.fetch(address(engine)))).isEqualTo("page 1");
            assertThat(text(pages.fetch(address(engine)))).isEqualTo("page 2");
        }
    }

    @Test
    void anEngineThatClosesEachConnectionIsAskedTwiceAtMost() throws Exception {
        try (var engine = engine((number, out) -> {
            throw new IOException("closes");
        })) {
            // When / Then
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> new EnginePages(vertx, LONG).fetch(address(engine)));
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void anEngineThatDoesNotListenIsRefused() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        // When / Then
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> new EnginePages(vertx, LONG).fetch("http://127.0.0.1:" + port + "/metrics"))
                .withCauseInstanceOf(ConnectException.class);
    }

    private static Handler listener(Queue<String> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private interface Answer {
        void to(int connection, OutputStream out) throws IOException, InterruptedException;
    }

    /** Answers each request on each connection until it throws. */
    private ServerSocket engine(Answer answer) throws IOException {
        var server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    var number = connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket, number, answer));
                }
            } catch (IOException closed) {
                assertThat(server.isClosed()).isTrue();
            }
        });
        return server;
    }

    private static void serve(Socket socket, int number, Answer answer) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    answer.to(number, socket.getOutputStream());
                }
            }
        } catch (IOException ended) {
            // The test's own word, or the client's end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(OutputStream out, String status, String body) throws IOException {
        write(out, "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static String address(ServerSocket engine) {
        return "http://127.0.0.1:" + engine.getLocalPort() + "/metrics";
    }

    private static String text(EnginePages.Page page) {
        return US_ASCII.decode(page.bytes()).toString();
    }
}
