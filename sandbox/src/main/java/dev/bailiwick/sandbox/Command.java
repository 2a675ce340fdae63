package dev.bailiwick.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A command to run on this machine.
 *
 * @param line the program and its arguments
 * @param environment what is added to the environment of this process
 */
public record Command(List<String> line, Map<String, String> environment) {

    private static final Executor READERS =
            task -> Thread.ofVirtual().name("command-output").start(task);

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** A command of a program and further arguments. */
    public static Command of(Path program, Map<String, String> environment, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(arguments);
        return new Command(line, environment);
    }

    /** A builder for this command, for those who want more than its output. */
    public ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs the command with nothing on its standard input and collects what it prints. */
    public CommandResult capture() throws IOException {
        Process process = builder()
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        CompletableFuture<String> stdout = collect(process.getInputStream());
        CompletableFuture<String> stderr = collect(process.getErrorStream());
        int exitCode = await(process);
        return new CommandResult(exitCode, stdout.join(), stderr.join());
    }

    /** Runs the command on this process's own input and outputs; returns its exit status. */
    public int inForeground() throws IOException {
        return await(builder().inheritIO().start());
    }

    /** Reads all of a stream beside the caller, so that the process that writes it never stands still. */
    static CompletableFuture<String> collect(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }

    /** Waits for the end of a process; one that is waited for in vain is killed. */
    static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }
}
