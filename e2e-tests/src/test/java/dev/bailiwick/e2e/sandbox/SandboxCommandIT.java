package dev.bailiwick.e2e.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.OnItsOwn;
import dev.bailiwick.sandbox.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them. */
@OnItsOwn
class SandboxCommandIT {

    @TempDir
    private Path temporary;

    @Test
    void aSandboxOutlivesTheCommandThatBroughtItUpUntilDown() throws IOException, InterruptedException {
        Ran up = bailiwick("sandbox", "up");
        try {
            assertThat(up.exitCode()).isZero();
            assertThat(up.output())
                    .contains("8 nodes are ready")
                    .contains("export KUBECONFIG=" + temporary.resolve(".sandbox/kubeconfig"));

            assertThat(bailiwick("kubectl", "get", "nodes", "-o", "name").output())
                    .contains("node/gpu-h100");
            assertThat(bailiwick("kubectl", "get", "nonsense").exitCode()).isEqualTo(1);
            assertThat(bailiwick("kubectl", "exec", "no-such-pod", "--", "ls", "-l")
                            .output())
                    .contains("\"no-such-pod\" not found");
            assertThat(bailiwick("sandbox", "kubeconfig").output())
                    .isEqualTo(temporary.resolve(".sandbox/kubeconfig") + "\n");
        } finally {
            assertThat(bailiwick("sandbox", "down").output()).isEqualTo("the sandbox in .sandbox is gone\n");
        }
        assertThat(Leftovers.filesIn(temporary)).isEmpty();
        assertThat(Leftovers.processesIn(temporary.resolve(".sandbox"))).isEmpty();
    }

    @Test
    void withoutASandboxEveryCommandSaysWhatToDo() throws IOException, InterruptedException {
        String remedy = "no sandbox runs in .sandbox; bring one up with `sandbox up`\n";

        assertThat(bailiwick("kubectl", "get", "nodes")).isEqualTo(new Ran(2, remedy));
        assertThat(bailiwick("sandbox", "kubeconfig")).isEqualTo(new Ran(2, remedy));
        assertThat(bailiwick("sandbox", "down")).isEqualTo(new Ran(0, "no sandbox runs in .sandbox\n"));
    }

    /** What a command came to: its exit status and both outputs. */
    private record Ran(int exitCode, String output) {}

    private Ran bailiwick(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(line)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
