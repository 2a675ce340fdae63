package dev.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingCommandTest {
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", exchange -> exchange.sendResponseHeaders(200, -1));
        server.createContext("/bad", exchange -> exchange.sendResponseHeaders(503, -1));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerOf200IsGood() {
        assertThat(ping(url("/good"))).isZero();
    }

    @Test
    void anotherAnswerIsAFindingThatSaysWhich() {
        assertThat(ping(url("/bad"))).isEqualTo(Fault.FINDING);
        assertThat(err.toString()).contains("/bad answers 503");
    }

    @Test
    void aServerThatIsNotReadyYetIsWaitedFor() {
        var asked = new AtomicInteger();
        server.createContext(
                "/late", exchange -> exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 503 : 200, -1));

        assertThat(ping(url("/late"), 30)).isZero();
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsNoHttpUrlIsRefused() {
        assertThat(ping("ftp://example/")).isEqualTo(Fault.FAILED);
        assertThat(err.toString()).contains("URL is \"ftp://example/\"; it must be http://HOST:PORT/PATH");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private int ping(String url) {
        return ping(url, 0);
    }

    private int ping(String url, int within) {
        return Main.commandLine("bailiwick")
                .setErr(new PrintWriter(err, true))
                .execute("ping", "--within=" + within, url);
    }
}
