package dev.bailiwick.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoModuleTest {

    @Test
    void theSourcesOnTheClassPathNameTheirVersions() {
        GoModule sources = GoModule.onClassPath("control-plane");

        assertThat(sources.kubernetesVersion()).isEqualTo("1.37.2");
        assertThat(sources.goVersion()).isEqualTo("1.26.0");
        assertThat(sources.sources().files()).containsKeys("main.go", "internal/supervisor/files/stages.yaml");
    }

    @Test
    void theDigestChangesWithContentAndWithPlace() {
        String digest = sources(Map.of("go.mod", "x", "a.go", "y")).digest();

        assertThat(digest)
                .hasSize(12)
                .isEqualTo(sources(Map.of("a.go", "y", "go.mod", "x")).digest());
        assertThat(digest)
                .isNotEqualTo(sources(Map.of("go.mod", "x", "a.go", "z")).digest())
                .isNotEqualTo(sources(Map.of("go.mod", "x", "b.go", "y")).digest())
                .isNotEqualTo(sources(Map.of("go.mod", "xy", "a.go", "")).digest());
    }

    @Test
    void writtenSourcesKeepTheirPlaces(@TempDir Path directory) throws IOException {
        sources(Map.of("go.mod", "module m", "internal/part/file.go", "package part"))
                .writeTo(directory);

        assertThat(directory.resolve("internal/part/file.go")).hasContent("package part");
    }

    private static SourceFiles sources(Map<String, String> files) {
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, content) -> bytes.put(path, content.getBytes(UTF_8)));
        return new SourceFiles(bytes);
    }
}
