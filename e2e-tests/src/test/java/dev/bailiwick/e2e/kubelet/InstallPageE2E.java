package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.OurImages;
import dev.bailiwick.sandbox.Command;
import dev.bailiwick.sandbox.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who has no cluster follows {@code docs/install.md} to the letter, on a node of its own, and needs no other word. */
@Tag("kubelet")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(OnNode.NODE)
class InstallPageE2E {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SECTION = Pattern.compile("(?s)## No cluster at hand.*?```\\n(.*?)```");
    private static final String DOWN = "./bailiwick node down";

    @AfterEach
    void leaveNoNode() {
        run(DOWN);
    }

    @Test
    void everyLineOfNoClusterAtHandWorksAndTheRehearsalScalesUp() throws IOException {
        // Given
        var section = SECTION.matcher(Files.readString(ROOT.resolve("docs/install.md")));
        assertThat(section.find()).isTrue();
        var lines = section.group(1).lines().toList();
        assertThat(lines).first().isEqualTo("./bailiwick node up");
        assertThat(lines).last().isEqualTo(DOWN);

        // When
        for (var line : lines.subList(0, lines.size() - 1)) {
            var result = run(line);
            assertThat(result.exitCode())
                    .as(line + "\n" + result.stdout() + result.stderr())
                    .isZero();
        }

        // Then
        Eventually.eventually(
                () -> "a second replica; " + run("./bailiwick node kubectl describe mdep --namespace rehearsal"),
                () -> run("./bailiwick node kubectl get mdep simulated --namespace rehearsal"
                                + " --output=jsonpath={.status.scaling.desired}")
                        .stdout()
                        .matches("[23]"));
    }

    /** Runs a line of the page at the root of the checkout, but for the launcher, which would build what Maven builds just now. */
    private static CommandResult run(String line) {
        var words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
        assertThat(words.removeFirst()).isEqualTo("./bailiwick");
        var images = words.getFirst().equals("images");
        if (images) {
            words.removeFirst();
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dbailiwick.root=" + ROOT,
                "-jar",
                ROOT.resolve(images ? "images/target/bailiwick-images.jar" : "sandbox/target/bailiwick-sandbox.jar")
                        .toString()));
        command.addAll(words);
        try {
            // In a folder of its own, so that what the page makes beside the checkout is not left in it.
            var folder = Files.createDirectories(Path.of("target", "install-page"));
            for (var linked : List.of("helm", "examples")) {
                var link = folder.resolve(linked);
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, ROOT.resolve(linked));
                }
            }
            return new Command(withDirectory(folder, command), images ? OurImages.CACHE : Map.of()).capture();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withDirectory(Path folder, List<String> command) {
        var line = new ArrayList<>(List.of("env", "--chdir=" + folder));
        line.addAll(command);
        return line;
    }
}
