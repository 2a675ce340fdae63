package dev.bailiwick.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The process that owns a sandbox, seen from here: it is started and asked for things by its binary.
 *
 * @param binary the compiled control plane
 * @param dir directory of the sandbox, absolute
 */
record Supervisor(Path binary, Path dir) {

    /** Exit status of {@code ctl} when no sandbox runs in the directory. */
    private static final int NOTHING_RUNS = 3;

    /**
     * Go collects garbage whenever the heap has doubled, which takes a quarter of the API server's processor time at a start; a sandbox
     * shares its processors with what is tried on it, and has a hundred megabytes to spare.
     */
    private static final Map<String, String> FRUGAL = Map.of("GOGC", "300");

    /**
     * Starts the supervisor and waits until its API server is ready. The process ends, and all of the sandbox with it, when its standard
     * input does, which happens with the end of this process however that comes; unless {@code detach} is asked for.
     */
    Process launch(Progress progress) throws IOException {
        progress.say("starting the control plane in " + dir);
        Process process = command("supervise", "--dir", dir.toString(), "--lifeline")
                .builder()
                .start();
        CompletableFuture<String> complaints = Command.collect(process.getErrorStream());
        boolean ready = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ready = line.equals("ready");
                if (!ready) {
                    progress.update(line);
                }
            }
        }
        if (!ready) {
            Command.await(process);
            throw new SandboxException("the sandbox in " + dir + " did not start: "
                    + complaints.join().strip());
        }
        return process;
    }

    /** Says with an exception that no sandbox runs in the directory, and why where that is known. */
    void requireRunning() throws IOException {
        CommandResult status = ctl("status");
        if (status.exitCode() == NOTHING_RUNS) {
            throw new SandboxException(status.stderr().strip() + "; bring one up with `sandbox up`");
        }
        status.orThrow();
    }

    /** Asks the supervisor for something; see {@code control-plane/internal/supervisor}. */
    CommandResult ctl(String... arguments) throws IOException {
        return ctl(Arrays.asList(arguments));
    }

    /** Has the supervisor start a child. */
    CommandResult start(String name, List<String> command, Map<String, String> environment) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("start", name));
        environment.forEach((key, value) -> arguments.addAll(List.of("--env", key + "=" + value)));
        arguments.add("--");
        arguments.addAll(command);
        return ctl(arguments);
    }

    private CommandResult ctl(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("ctl", "--dir", dir.toString()));
        all.addAll(arguments);
        return Command.of(binary, Map.of(), all).capture();
    }

    private Command command(String... arguments) {
        return Command.of(binary, FRUGAL, Arrays.asList(arguments));
    }
}
