package dev.bailiwick.sandbox.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The life of one engine's process: read the model, start cold, serve, drain on SIGTERM. */
final class EnginePod {
    private static final int FAULT = 1;
    /** A client whose answer has just ended asks again at once: it is refused for so long, and not just cut off. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final EngineSettings settings;
    private final InstantSource clock;
    private final Consumer<String> log;

    /** @param log takes one line at a time */
    EnginePod(EngineSettings settings, InstantSource clock, Consumer<String> log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }

    /** Serves until the process is told to end; returns an exit status only when it cannot begin. */
    int run() throws InterruptedException {
        log.accept(Devices.line(System.getenv(), deviceFiles()) + "; uid " + uid());
        EngineServer server;
        try {
            server = new EngineServer(settings, clock);
        } catch (IOException e) {
            System.err.println(settings.host() + ":" + settings.port() + " cannot be listened on: " + e.getMessage()
                    + "; choose another --port");
            return FAULT;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "drain"));
        log.accept("listening on " + settings.host() + ":" + server.port() + ", not ready");
        if (!readModel()) {
            // The hook would wait for requests, of which there are none, and exit as if all were well.
            Runtime.getRuntime().halt(FAULT);
        }
        Thread.sleep(settings.coldStart());
        server.ready();
        log.accept(String.format(
                Locale.ROOT,
                "ready: %s as %s, %d running requests at most, context %d tokens",
                settings.servedName(),
                settings.profile().name(),
                settings.profile().maxSequences(),
                settings.contextTokens()));
        new CountDownLatch(1).await();
        return 0;
    }

    private boolean readModel() {
        if (settings.model().isEmpty()) {
            return true;
        }
        var path = settings.model().get();
        return switch (ModelFiles.read(path)) {
            case ModelFiles.Unusable(var message) -> {
                System.err.println(message);
                yield false;
            }
            case ModelFiles.Read read -> {
                log.accept("model " + path + ": read " + read.file() + ", " + read.bytes() + " bytes, sha256 "
                        + read.sha256() + ", the largest of " + read.files() + " files");
                yield true;
            }
        };
    }

    /** Runs as the process is told to end; what is under way gets its time, and the exit status is 0 whatever remains. */
    private void drain(EngineServer server) {
        var inside = server.closeGate();
        log.accept(
                "draining: " + inside + " requests under way, for " + words(settings.shutdownTimeout()) + " at most");
        try {
            var left = server.awaitRequests(settings.shutdownTimeout());
            log.accept("drained: " + (inside - left) + " requests finished, " + left + " cut");
            Thread.sleep(LINGER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static String words(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static List<String> deviceFiles() {
        try (var files = Files.list(Path.of("/dev"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String uid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
