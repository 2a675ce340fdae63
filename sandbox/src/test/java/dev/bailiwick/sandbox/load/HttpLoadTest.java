package dev.bailiwick.sandbox.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bailiwick.lab.simulator.Arrival;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sender against a server that answers as each test says. */
class HttpLoadTest {
    private static final String TOKEN = "data: {\"choices\":[{\"delta\":{\"content\":\"a \"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final LoadPlan.Objectives OBJECTIVES =
            new LoadPlan.Objectives(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final List<String> words = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server = server();
    private volatile int health = 200;
    private volatile Answer answer = exchange -> send(exchange, 200, TOKEN + TOKEN + DONE);

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void listen() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> send(exchange, health, ""));
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            answer.to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsWhatWasAnswered() throws Exception {
        // When
        var report = load(3, Duration.ofSeconds(10));
        // Then
        assertThat(report.flawless()).isTrue();
        assertThat(report.load().state()).isEqualTo("done");
        assertThat(report.load().answered()).isEqualTo(3);
        assertThat(report.load().attainment()).isEqualTo(1);
        assertThat(new ObjectMapper().writeValueAsString(report))
                .startsWith("{\"state\":\"done\",")
                .endsWith(",\"refused\":0,\"failed\":0,\"retried\":0}");
    }

    @Test
    void countsAsCutWhatEndsBeforeItsEnd() throws Exception {
        // Given
        answer = exchange -> send(exchange, 200, TOKEN);
        // When
        var report = load(2, Duration.ofSeconds(10));
        // Then
        assertThat(report.load().cut()).isEqualTo(2);
        assertThat(report.load().missed()).isEqualTo(2);
        assertThat(report.flawless()).isFalse();
        assertThat(words).contains("cut: request 1, after 1 events: the stream ended without [DONE]");
    }

    @Test
    void triesAgainWhatIsRefusedForAWhile() throws Exception {
        // Given
        answer = exchange -> {
            if (requests.get() == 1) {
                send(exchange, 503, "drains");
            } else {
                send(exchange, 200, TOKEN + DONE);
            }
        };
        // When
        var report = load(1, Duration.ofSeconds(10));
        // Then
        assertThat(report.retried()).isEqualTo(1);
        assertThat(report.load().answered()).isEqualTo(1);
        assertThat(report.flawless()).isTrue();
    }

    @Test
    void givesUpOnWhatIsRefusedForLong() throws Exception {
        // Given
        answer = exchange -> send(exchange, 503, "drains");
        // When
        var report = load(1, Duration.ofMillis(600));
        // Then
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.load().missed()).isEqualTo(1);
        assertThat(report.retried()).isPositive();
        assertThat(words).contains("refused: request 1, status 503: drains");
    }

    @Test
    void doesNotTryAgainWhatIsWrong() throws Exception {
        // Given
        answer = exchange -> send(exchange, 404, "no such model");
        // When
        var report = load(1, Duration.ofSeconds(10));
        // Then
        assertThat(report.failed()).isEqualTo(1);
        assertThat(requests).hasValue(1);
        assertThat(words).contains("failed: request 1, status 404: no such model");
    }

    @Test
    void sendsNothingWhereNoEngineBecomesReady() throws Exception {
        // Given
        health = 503;
        // When
        var report = load(1, Duration.ofMillis(600));
        // Then
        assertThat(report.flawless()).isFalse();
        assertThat(requests).hasValue(0);
    }

    @Test
    void makesAClosedLoopsNextRequestAfterItsLast() throws Exception {
        // Given
        var plan = plan(List.of(), 2, Duration.ofSeconds(10));
        // When
        var report = new HttpLoad(plan, InstantSource.system(), words::add).run();
        // Then
        assertThat(words).containsExactly("waiting for a ready engine at " + plan.url());
        assertThat(report.load().answered()).isGreaterThan(2).isEqualTo(requests.get());
        assertThat(report.load().planned()).isEqualTo(requests.get());
    }

    private SendReport load(int count, Duration patience) throws InterruptedException {
        var arrivals = IntStream.range(0, count)
                .mapToObj(number -> new Arrival(number / 100.0, 9, 5))
                .toList();
        return new HttpLoad(plan(arrivals, 0, patience), InstantSource.system(), words::add).run();
    }

    private SendPlan plan(List<Arrival> arrivals, int concurrency, Duration patience) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var each = new SendPlan.Size(9, 5);
        return new SendPlan(url, "small", arrivals, concurrency, each, Duration.ofMillis(500), OBJECTIVES, patience);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
