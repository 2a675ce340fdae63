package dev.bailiwick.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code kubectl ARGS}: the sandbox's own kubectl, on the terminal of the caller. */
@Command(
        name = "kubectl",
        description = "The sandbox's own kubectl; --dir D before its arguments names another sandbox.")
final class KubectlCommand implements Callable<Integer> {

    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        boolean elsewhere = arguments.size() >= 2 && arguments.getFirst().equals("--dir");
        Path dir = elsewhere ? Path.of(arguments.get(1)) : SandboxOptions.DEFAULT_DIR;
        try (Sandbox sandbox = Sandbox.attach(dir)) {
            return sandbox.kubectlInForeground(elsewhere ? arguments.subList(2, arguments.size()) : arguments);
        }
    }
}
