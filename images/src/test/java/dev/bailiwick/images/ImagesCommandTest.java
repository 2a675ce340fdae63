package dev.bailiwick.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesCommandTest {

    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws IOException {
        // Given
        Files.writeString(folder.resolve("precious"), "thesis");

        // When
        var status = run("amd64", "--out", folder.toString());

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--out " + folder
                        + " holds something else than an OCI image layout; name a folder that is new");
    }

    @Test
    void pointsToTheDockerfileOnAnotherProcessor() {
        // When
        var status = run("aarch64", "--out", folder.toString());

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("this is Linux on aarch64; images/Dockerfile");
    }

    @Test
    void refusesARegistryThatNoImageCanBeNamedBy() {
        // When
        var status = run("amd64", "--out", folder.toString(), "--registry", "https://registry.example");

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--registry \"https://registry.example\"")
                .contains("such as registry.example/team");
    }

    @Test
    void theTagOfAnUnreleasedVersionIsTheChartsOwn() {
        // When // Then
        assertThat(BuildMachine.release("0.1.0-SNAPSHOT")).isEqualTo("0.1.0");
    }

    private int run(String processor, String... arguments) {
        var machine = new BuildMachine("Linux", processor, folder, folder, folder.resolve("cache"), "1.2.3");
        return ImagesCommand.commandLine(machine)
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
