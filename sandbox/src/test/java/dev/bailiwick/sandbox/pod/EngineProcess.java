package dev.bailiwick.sandbox.pod;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The simulator as a process of its own, with the heap that its pod has. */
final class EngineProcess implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String LISTENING = "listening on 0.0.0.0:";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private EngineProcess(Process process) {
        this.process = process;
        this.reader =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines::add));
    }

    static EngineProcess start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NVIDIA_VISIBLE_DEVICES", "GPU-1,GPU-2");
        return new EngineProcess(builder.start());
    }

    /** What it said so far, on both of its streams. */
    List<String> lines() {
        return lines;
    }

    void awaitLine(String start) throws InterruptedException {
        await(() -> lines.stream().anyMatch(line -> line.startsWith(start)));
    }

    /** Waits until so many requests run. */
    void awaitRunning(int requests) throws InterruptedException {
        try (var client = client()) {
            var line = "vllm:num_requests_running\\{.*} " + requests + "\\.0";
            await(() -> client.get("/metrics").body().lines().anyMatch(found -> found.matches(line)));
        }
    }

    /** A client of it, once it listens. */
    Client client() {
        var port = lines.stream()
                .filter(line -> line.startsWith(LISTENING))
                .map(line -> line.substring(LISTENING.length(), line.indexOf(',')))
                .findFirst()
                .orElseThrow();
        return new Client(Integer.parseInt(port));
    }

    /** Sends SIGTERM and waits for the end; returns the exit status. */
    int terminate() throws InterruptedException {
        // Process.destroy would close its output too.
        process.toHandle().destroy();
        return exitStatus();
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the engine goes on: " + lines);
        }
        reader.join(LONGEST);
        return process.exitValue();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("in vain; the engine said " + lines);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
