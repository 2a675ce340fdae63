package dev.bailiwick.e2e.cli;

import dev.bailiwick.sandbox.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command as a user has it: its jar, with a kubeconfig in the environment. */
public record Cli(Path kubeconfig) {

    private static final Path JAR = Path.of("../cli/target/bailiwick-cli.jar");

    /** Runs it to its end. */
    public CommandResult run(String... arguments) {
        try {
            var out = Files.createTempFile("cli", ".out");
            var err = Files.createTempFile("cli", ".err");
            var process = builder(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            var result = new CommandResult(process.waitFor(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it with its output in a file. */
    Process start(Path out, String... arguments) {
        try {
            return builder(arguments)
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return builder;
    }
}
