package dev.bailiwick.sandbox.node;

import dev.bailiwick.sandbox.Command;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Docker engine of this machine, through its own command line. */
final class Docker {
    private Docker() {}

    /** Whether an engine answers; a client alone is common, and of no use. */
    static boolean answers() {
        try {
            return call("info", "--format", "{{.ServerVersion}}").good();
        } catch (SandboxException noClient) {
            return false;
        }
    }

    static boolean hasImage(String name) {
        return call("image", "inspect", "--format", "{{.Id}}", name).good();
    }

    /** Builds the image of a folder with a Dockerfile. */
    static void build(String name, Path context) {
        var result = call("build", "-q", "-t", name, context.toString());
        if (!result.good()) {
            throw new SandboxException(
                    "docker build of " + name + " failed: " + result.stderr().strip());
        }
    }

    /** Runs a command of Docker's; a client that is not there is an exception that says so. */
    static CommandResult call(String... arguments) {
        var line = new ArrayList<>(List.of("docker"));
        line.addAll(List.of(arguments));
        try {
            return new Command(line, Map.of()).capture();
        } catch (IOException e) {
            throw new SandboxException("there is no `docker` on the PATH: " + e.getMessage(), e);
        }
    }
}
