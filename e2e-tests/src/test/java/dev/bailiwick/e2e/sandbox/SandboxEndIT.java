package dev.bailiwick.e2e.sandbox;

import static dev.bailiwick.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.e2e.harness.OnItsOwn;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a sandbox ends, nothing of it stays. */
@OnItsOwn
class SandboxEndIT {

    @TempDir
    private Path temporary;

    @Test
    void downLeavesNoProcessAndNoFile() throws IOException {
        Path dir = temporary.resolve("sandbox");
        Sandbox sandbox = Sandbox.up(SandboxOptions.in(dir));
        sandbox.startChild("guest", List.of("sleep", "600"), Map.of());
        List<ProcessHandle> processes =
                Leftovers.part(dir, "supervise").descendants().toList();
        assertThat(processes).hasSize(6);

        sandbox.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(Leftovers.processesIn(dir)).isEmpty();
        assertThat(Leftovers.filesIn(temporary)).isEmpty();
    }

    @Test
    void twoSideBySideDoNotDisturbEachOther() {
        Path deep = temporary.resolve(
                "a-directory-with-a-rather-long-name/below-another-one-with-a-long-name/as-deep-as-a-socket-cannot-be");
        try (Sandbox second = Sandbox.up(SandboxOptions.in(deep))) {
            try (Sandbox first = Sandbox.up(SandboxOptions.in(temporary.resolve("first")))) {
                first.kubectl("create", "namespace", "only-in-the-first").orThrow();

                assertThat(second.kubectl("get", "namespaces").orThrow()).doesNotContain("only-in-the-first");
            }
            assertThat(second.client().nodes().list().getItems()).hasSize(8);
        }
    }

    @Test
    void aSecondOneInTheSameDirectoryIsRefusedAndTheFirstLivesOn() {
        Path dir = temporary.resolve("sandbox");
        try (Sandbox first = Sandbox.up(SandboxOptions.in(dir))) {
            assertThatThrownBy(() -> Sandbox.up(SandboxOptions.in(dir)))
                    .hasMessageContaining("a sandbox already runs there: use it, or end it with `sandbox down`");

            assertThat(first.client().nodes().list().getItems()).hasSize(8);
        }
    }

    @Test
    void killingTheSupervisorKillsEveryPartAndTheNextUpWorks() {
        Path dir = temporary.resolve("sandbox");
        Sandbox killed = Sandbox.up(SandboxOptions.in(dir));
        killed.startChild("guest", List.of("sleep", "600"), Map.of());
        ProcessHandle supervisor = Leftovers.part(dir, "supervise");
        List<ProcessHandle> children = supervisor.children().toList();

        supervisor.destroyForcibly();

        eventually("all children to die", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThatThrownBy(() -> Sandbox.attach(dir)).hasMessageContaining("no sandbox runs in " + dir);
        try (Sandbox next = Sandbox.up(SandboxOptions.in(dir))) {
            assertThat(next.client().nodes().list().getItems()).hasSize(8);
        }
        killed.close();
    }

    @Test
    void downAfterACrashRemovesWhatItLeft() throws IOException {
        Path dir = temporary.resolve("sandbox");
        Sandbox killed = Sandbox.up(SandboxOptions.in(dir));
        Leftovers.part(dir, "supervise").destroyForcibly();
        assertThat(Files.exists(dir.resolve("control.sock"))).isTrue();

        String remark = Sandbox.down(dir);

        assertThat(remark).startsWith("removed what a sandbox that had ended by itself left in");
        assertThat(Leftovers.filesIn(temporary)).isEmpty();
        killed.close();
    }

    /** The one that nobody can catch and one that the JVM does; it takes TERM and HUP as it takes INT. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT"})
    void theEndOfItsLauncherIsItsEnd(String signal) throws IOException, InterruptedException {
        Path dir = temporary.resolve("sandbox");
        Process launcher = launch(dir);
        try (BufferedReader lines = launcher.inputReader()) {
            assertThat(lines.readLine()).isEqualTo(HeldSandbox.UP);
            assertThat(Leftovers.processesIn(dir)).hasSize(6);

            new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid()))
                    .start()
                    .waitFor();
            eventually("the launcher to end", () -> !launcher.isAlive());
        } finally {
            launcher.destroyForcibly();
        }

        eventually("all processes to end", () -> Leftovers.processesIn(dir).isEmpty());
        eventually("the directory to be gone", () -> !Files.exists(dir));
    }

    @Test
    void aLauncherThatDiesHalfwayLeavesNothing() throws IOException {
        Path dir = temporary.resolve("sandbox");
        Process launcher = launch(dir);
        eventually("the API server to start", () -> Files.exists(dir.resolve("logs/kube-apiserver.log")));

        launcher.destroyForcibly();

        eventually("all processes to end", () -> Leftovers.processesIn(dir).isEmpty());
        eventually("the directory to be gone", () -> !Files.exists(dir));
    }

    @Test
    void aPartThatDiesEndsAllAndIsNamed() {
        Path dir = temporary.resolve("sandbox");
        Sandbox sandbox = Sandbox.up(SandboxOptions.in(dir));

        Leftovers.part(dir, "etcd").destroyForcibly();

        eventually("all processes to end", () -> Leftovers.processesIn(dir).isEmpty());
        assertThatThrownBy(() -> Sandbox.attach(dir))
                .hasMessageContaining("ended by itself: etcd ended after")
                .hasMessageContaining("signal: killed");
        sandbox.close();
        assertThat(dir).doesNotExist();
    }

    @Test
    void aDirectoryWithSomethingElseInItIsRefusedAndLeftAlone() throws IOException {
        Path precious = Files.writeString(temporary.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> Sandbox.up(SandboxOptions.in(temporary)))
                .hasMessageContaining("holds thesis.txt, which is no sandbox's: name an empty directory or a new one");

        assertThat(precious).hasContent("years of work");
        assertThat(Sandbox.down(temporary)).isEqualTo("no sandbox runs in " + temporary);
        assertThat(Leftovers.filesIn(temporary)).containsExactly(precious);
    }

    /** A signal that whoever started the tests ignores, as nohup does, would be ignored by the launcher too. */
    private static Process launch(Path dir) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT,TERM,HUP",
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldSandbox.class.getName(),
                        dir.toString())
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
