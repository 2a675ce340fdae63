package dev.bailiwick.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
    private static final String SIMULATOR = "dev/bailiwick/lab/simulator/LeapEngine.class";
    private static final String REPORT = "dev/bailiwick/lab/replay/report/Words.class";

    @TempDir
    Path directory;

    @BeforeEach
    void code() throws IOException {
        write(directory, SIMULATOR, "leaps");
        write(directory, REPORT, "tells");
    }

    @Test
    void aRunIsMadeAnewWhenTheSimulatorChanges() throws IOException {
        // Given
        String before = CodeVersion.digest(List.of(directory));

        // When
        write(directory, SIMULATOR, "steps");

        // Then
        assertThat(CodeVersion.digest(List.of(directory))).isNotEqualTo(before);
    }

    @Test
    void aRunStaysWhatItWasWhenTheReportChanges() throws IOException {
        // Given
        String before = CodeVersion.digest(List.of(directory));

        // When
        write(directory, REPORT, "tells more");

        // Then
        assertThat(CodeVersion.digest(List.of(directory))).isEqualTo(before);
    }

    @Test
    void aFileMovedIsAChange() throws IOException {
        // Given
        String before = CodeVersion.digest(List.of(directory));

        // When
        Files.move(directory.resolve(SIMULATOR), directory.resolve("dev/bailiwick/lab/simulator/Other.class"));

        // Then
        assertThat(CodeVersion.digest(List.of(directory))).isNotEqualTo(before);
    }

    @Test
    void aJarIsTheDirectoryThatItWasMadeOf(@TempDir Path elsewhere) throws IOException {
        // Given
        Path jar = elsewhere.resolve("lab.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            write(files.getPath("/"), SIMULATOR, "leaps");
            write(files.getPath("/"), REPORT, "tells");
        }

        // When
        String digest = CodeVersion.digest(List.of(jar));

        // Then
        assertThat(digest).isEqualTo(CodeVersion.digest(List.of(directory)));
    }

    private static void write(Path place, String name, String content) throws IOException {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
