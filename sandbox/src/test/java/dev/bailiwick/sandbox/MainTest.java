package dev.bailiwick.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private final StringWriter complaints = new StringWriter();

    @Test
    void aFaultIsOneLineAndExitStatusTwo(@TempDir Path dir) {
        assertThat(execute("sandbox", "kubeconfig", "--dir", dir.toString())).isEqualTo(2);
        assertThat(complaints).hasToString("no sandbox runs in " + dir + "; bring one up with `sandbox up`\n");
    }

    @Test
    void anOptionThatNobodyKnowsIsExitStatusTwo() {
        assertThat(execute("sandbox", "up", "--speed", "9")).isEqualTo(2);
        assertThat(complaints.toString()).startsWith("Unknown option");
    }

    @Test
    void kubectlOfAnotherSandboxIsAskedForByItsDirectory(@TempDir Path dir) {
        assertThat(execute("kubectl", "--dir", dir.toString(), "get", "pods", "--", "@x"))
                .isEqualTo(2);
        assertThat(complaints.toString()).startsWith("no sandbox runs in " + dir);
    }

    private int execute(String... arguments) {
        CommandLine commands = Main.commandLine();
        commands.setErr(new PrintWriter(complaints, true));
        return commands.execute(arguments);
    }
}
