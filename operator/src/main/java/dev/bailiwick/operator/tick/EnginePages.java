package dev.bailiwick.operator.tick;

import dev.bailiwick.operator.OperatorConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages over HTTP: no redirect, no proxy, at most so many bytes, and one timeout for all of it. docs/adr/0032 says why by
 * Vert.x.
 */
@Singleton
final class EnginePages {
    /** One byte more than the parser takes, so that it says itself that a page is too large. */
    static final int MOST_BYTES = (1 << 20) + 1;

    /** What an idle vLLM's page takes, roughly, where a server does not say how long its page is. */
    private static final int USUAL_BYTES = 1 << 16;
    /** An engine has an address of its own and one scrape at a time; in the sandbox all share one address. */
    private static final int CONNECTIONS_PER_ADDRESS = 64;

    private final HttpClient http;
    private final Duration timeout;

    @Inject
    EnginePages(Vertx vertx, OperatorConfig config) {
        this(vertx, config.scrape().timeout());
    }

    EnginePages(Vertx vertx, Duration timeout) {
        this.timeout = timeout;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_ADDRESS)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis())));
    }

    /**
     * An answer of any status.
     *
     * @param bytes the page, from the beginning of an array of its own to the buffer's limit
     */
    record Page(int status, ByteBuffer bytes) {}

    /** A page with more than {@link #MOST_BYTES}. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("more than " + MOST_BYTES + " bytes");
        }
    }

    /**
     * Fetches a page. Blocks, so that it wants a virtual thread.
     *
     * @throws ExecutionException with what went wrong as its cause: no connection, no HTTP, {@link TooLargeException}
     * @throws TimeoutException if the page is not there in whole in time
     */
    Page fetch(String address) throws InterruptedException, ExecutionException, TimeoutException {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            return fetch(address, deadline);
        } catch (ExecutionException e) {
            if (closed(e.getCause())) {
                return fetch(address, deadline);
            }
            throw e;
        }
    }

    /** That the engine has closed a connection since the last tick says nothing about its page. */
    private static boolean closed(@Nullable Throwable cause) {
        return cause instanceof HttpClosedException
                || (cause instanceof SocketException && !(cause instanceof ConnectException));
    }

    private Page fetch(String address, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        var exchange = new Exchange();
        try {
            http.request(new RequestOptions().setAbsoluteURI(address)).onComplete(exchange::send, exchange::fail);
            return exchange.page.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            exchange.end();
        }
    }

    @PreDestroy
    void stop() {
        http.close();
    }

    /** One request and its answer. Vert.x calls it on one thread at a time; {@link #end} comes from the caller's. */
    private static final class Exchange {
        private final CompletableFuture<Page> page = new CompletableFuture<>();
        private volatile @Nullable HttpClientRequest request;
        private byte[] bytes = new byte[0];
        private int length;

        void send(HttpClientRequest made) {
            // Without one Vert.x logs a timeout of ours as an error of its own.
            made.exceptionHandler(this::fail);
            request = made;
            if (page.isDone()) {
                made.reset();
                return;
            }
            made.send().onComplete(this::receive, this::fail);
        }

        private void receive(HttpClientResponse response) {
            bytes = new byte[expected(response)];
            response.handler(this::take)
                    .exceptionHandler(this::fail)
                    .endHandler(
                            end -> page.complete(new Page(response.statusCode(), ByteBuffer.wrap(bytes, 0, length))));
        }

        private static int expected(HttpClientResponse response) {
            var said = response.getHeader(HttpHeaders.CONTENT_LENGTH);
            try {
                return said == null ? USUAL_BYTES : Math.clamp(Long.parseLong(said), 0, MOST_BYTES);
            } catch (NumberFormatException e) {
                return USUAL_BYTES;
            }
        }

        private void take(Buffer part) {
            if (length + part.length() > MOST_BYTES) {
                fail(new TooLargeException());
                return;
            }
            if (length + part.length() > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.clamp(2L * (length + part.length()), 0, MOST_BYTES));
            }
            part.getBytes(bytes, length);
            length += part.length();
        }

        private void fail(Throwable cause) {
            page.completeExceptionally(cause);
        }

        /** Gives up what is still under way: nobody waits for it any more. */
        void end() {
            var whole = page.isDone() && !page.isCompletedExceptionally();
            page.cancel(false);
            var sent = request;
            if (!whole && sent != null) {
                sent.reset();
            }
        }
    }
}
