package dev.bailiwick.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {

    @TempDir
    private Path folder;

    @Test
    void readsAFolderOfAJarAlsoWhileOthersDo() throws IOException {
        // Given
        var jar = folder.resolve("sources of a module.jar");
        try (var files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(files.getPath("/module/inner"));
            Files.writeString(files.getPath("/module/go.mod"), "module m");
            Files.writeString(files.getPath("/module/inner/main.go"), "package main");
            Files.writeString(files.getPath("/beside.txt"), "none of it");
        }
        URL module = URI.create("jar:" + jar.toUri() + "!/module/go.mod").toURL();

        // When
        var read = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> SourceFiles.of(module, "module"))
                .toList();

        // Then
        assertThat(read).hasSize(200).allSatisfy(sources -> {
            assertThat(sources.files()).containsOnlyKeys("go.mod", "inner/main.go");
            assertThat(sources.digest()).isEqualTo(read.getFirst().digest());
        });
    }

    @Test
    void readsAFolderThatIsNotPacked() throws IOException {
        // Given
        var module = Files.createDirectories(folder.resolve("module"));
        Files.writeString(module.resolve("go.mod"), "module m");

        // When
        var sources = SourceFiles.of(module.resolve("go.mod").toUri().toURL(), "module");

        // Then
        assertThat(sources.file("go.mod")).isEqualTo("module m".getBytes(StandardCharsets.UTF_8));
    }
}
