package dev.bailiwick.sandbox.pod;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Answers the requests for completions of one engine. */
final class Completions {
    private static final int LARGEST_BODY = 4 << 20;
    /** While nothing else is to be sent, something without a meaning is: how else to learn that a client went away. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final byte[] COMMENT = {':', '\n', '\n'};
    private static final byte[] BLANK = {' '};

    private final LiveEngine engine;
    private final RequestReader reader;
    private final String servedName;
    private final InstantSource clock;

    Completions(LiveEngine engine, EngineSettings settings, InstantSource clock) {
        this.engine = engine;
        this.reader = new RequestReader(Set.copyOf(settings.servedNames()), settings.contextTokens());
        this.servedName = settings.servedName();
        this.clock = clock;
    }

    /** Answers a POST; returns when all is sent or the client is gone. */
    void answer(HttpExchange exchange, boolean chat) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            Answers.error(exchange, ApiError.tooLarge("the body is above " + LARGEST_BODY + " bytes"));
            return;
        }
        switch (reader.read(chat, body)) {
            case RequestReader.Refused(var error) -> Answers.error(exchange, error);
            case RequestReader.Asked(var request) -> serve(exchange, request);
        }
    }

    private void serve(HttpExchange exchange, CompletionRequest request) throws IOException {
        var submitted = engine.submit(request.promptTokens(), request.outputTokens());
        if (submitted.isEmpty()) {
            Answers.error(
                    exchange,
                    ApiError.badRequest("the request does not fit into the KV cache; shorten it", "max_tokens"));
            return;
        }
        var stream = submitted.get();
        var format = new AnswerFormat(stream.id(), servedName, request, clock.instant());
        var complete = false;
        try (var out =
                Answers.begin(exchange, request.stream() ? "text/event-stream; charset=utf-8" : "application/json")) {
            if (request.stream()) {
                stream(out, stream, format, request.includeUsage());
            } else {
                whole(out, stream, format);
            }
            complete = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!complete) {
                engine.cancel(stream);
            }
        }
    }

    private static void stream(OutputStream out, TokenStream stream, AnswerFormat format, boolean usage)
            throws IOException, InterruptedException {
        var sent = 0;
        while (sent < stream.outputTokens()) {
            var there = stream.awaitBeyond(sent, SILENCE);
            if (there == sent) {
                out.write(COMMENT);
            } else {
                if (sent == 0) {
                    out.write(format.opening());
                }
                out.write(format.tokens(sent, there));
            }
            out.flush();
            sent = there;
        }
        if (usage) {
            out.write(format.usage());
        }
        out.write(AnswerFormat.DONE);
        out.flush();
    }

    /** JSON may have blanks in front. */
    private static void whole(OutputStream out, TokenStream stream, AnswerFormat format)
            throws IOException, InterruptedException {
        while (stream.awaitBeyond(stream.outputTokens() - 1, SILENCE) < stream.outputTokens()) {
            out.write(BLANK);
            out.flush();
        }
        out.write(format.whole());
    }
}
