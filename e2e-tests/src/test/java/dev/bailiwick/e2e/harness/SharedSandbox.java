package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sandbox that tests of this JVM share. Its logs outlive it, in {@code target/sandbox-logs}, for whoever asks why a test failed.
 *
 * @param name its name
 * @param sandbox the sandbox, running
 */
record SharedSandbox(String name, Sandbox sandbox) implements AutoCloseable {

    private static final Path KEPT_LOGS = Path.of("target", "sandbox-logs");

    static SharedSandbox up(String name) {
        Path dir = Path.of(
                "target", "sandboxes", name + "-" + ProcessHandle.current().pid());
        return new SharedSandbox(name, Sandbox.up(SandboxOptions.in(dir)));
    }

    @Override
    public void close() {
        try (sandbox;
                Stream<Path> list = Files.list(sandbox.logs())) {
            Path kept = Files.createDirectories(KEPT_LOGS.resolve(name));
            List<Path> logs = list.toList();
            for (Path log : logs) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
