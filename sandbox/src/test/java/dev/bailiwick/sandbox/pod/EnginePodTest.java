package dev.bailiwick.sandbox.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a process of its own, as a kubelet starts and ends it. */
class EnginePodTest {
    private static final String TEXT = "/v1/completions";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsTheLargestFileOfItsModelBeforeItIsReady() throws Exception {
        // Given
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.createDirectory(directory.resolve("weights"));
        Files.writeString(directory.resolve("weights/one.safetensors"), "the weights");
        // When
        try (var engine = EngineProcess.start(
                "serve", directory.toString(), "--served-model-name=small", "--port=0", "--cold-start=0", "-tp=2")) {
            engine.awaitLine("ready: small");
            // Then
            assertThat(engine.lines())
                    .anyMatch(line -> line.startsWith("devices: NVIDIA_VISIBLE_DEVICES=GPU-1,GPU-2; ")
                            && line.matches(".*; uid \\d+"))
                    .contains(
                            "options of vLLM without a meaning here: -tp",
                            "model " + directory + ": read weights/one.safetensors, 11 bytes, sha256 "
                                    + "f38329d231164082b94f28edf29bff349b44403e09fc4057d65b31051f4ae6b5"
                                    + ", the largest of 2 files");
            assertThat(engine.client().get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyWhileItStartsCold() throws Exception {
        try (var engine = EngineProcess.start("--port=0", "--cold-start=1h")) {
            engine.awaitLine("listening on 0.0.0.0:");
            assertThat(engine.client().get("/health").statusCode()).isEqualTo(503);
            assertThat(engine.terminate()).isZero();
        }
    }

    @Test
    void endsWithAFaultWithoutTheModelThatWasNamed() throws Exception {
        // When
        try (var engine = EngineProcess.start("engine", "--model", directory.toString(), "--port=0")) {
            // Then
            assertThat(engine.exitStatus()).isEqualTo(1);
            assertThat(engine.lines())
                    .contains("the model " + directory + " has no file in it; mount a model that has one");
        }
    }

    @Test
    void finishesItsStreamsOnSigterm() throws Exception {
        try (var engine = EngineProcess.start("--port=0", "--cold-start=0", "--speed=0.5");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            engine.awaitLine("ready: simulated");
            // Given
            var streams = IntStream.range(0, 40)
                    .mapToObj(number -> clients.submit(stream(engine, 150)))
                    .toList();
            engine.awaitRunning(40);
            // When
            var status = engine.terminate();
            // Then
            for (var stream : streams) {
                assertThat(stream.get()).isEqualTo("[DONE]");
            }
            assertThat(status).isZero();
            assertThat(engine.lines()).contains("drained: 40 requests finished, 0 cut");
        }
    }

    @Test
    void cutsWhatIsLeftAfterItsShutdownTimeout() throws Exception {
        try (var engine = EngineProcess.start("--port=0", "--cold-start=0", "--shutdown-timeout=0");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            engine.awaitLine("ready: simulated");
            // Given
            Future<String> stream = clients.submit(stream(engine, 20_000));
            engine.awaitRunning(1);
            // When
            var status = engine.terminate();
            // Then
            assertThat(stream.get()).isNotEqualTo("[DONE]");
            assertThat(status).isZero();
            assertThat(engine.lines()).contains("drained: 0 requests finished, 1 cut");
        }
    }

    /** The last thing that a stream says. */
    private static Callable<String> stream(EngineProcess engine, int tokens) {
        return () -> {
            try (var client = engine.client();
                    var in = client.open(
                            TEXT, "{\"prompt\": \"x\", \"stream\": true, \"max_tokens\": " + tokens + "}")) {
                return Client.events(in).getLast();
            } catch (IOException | UncheckedIOException e) {
                return e.toString();
            }
        };
    }
}
