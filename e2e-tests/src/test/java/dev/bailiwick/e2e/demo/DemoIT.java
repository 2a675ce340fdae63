package dev.bailiwick.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.OnItsOwn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo as a user starts it, but for a short while. */
@OnItsOwn
class DemoIT {

    private static final Path DIRECTORY = Path.of("target", "sandboxes", "demo").toAbsolutePath();

    @Test
    void playsToItsEndAndLeavesNothingBehind() throws IOException, InterruptedException {
        // Given
        var output = Files.createDirectories(Path.of("target")).resolve("demo.log");
        var demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dbailiwick.root=" + Path.of("..").toRealPath(),
                        "-jar",
                        "../sandbox/target/bailiwick-sandbox.jar",
                        "demo",
                        "--length=10",
                        "--dir=" + DIRECTORY)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        // When
        var status = demo.waitFor();

        // Then
        var said = Files.readString(output, UTF_8);
        assertThat(status).as(said).isZero();
        assertThat(said)
                .contains(
                        "applying examples/*.yaml",
                        "waiting for the first Ready of maintenance-assistant",
                        "desired 1  ready 1  draining 0",
                        " answered, 0 cut by a removed replica.",
                        "Attainment ",
                        "GPU-seconds on H100");
        assertThat(DIRECTORY).doesNotExist();
    }
}
