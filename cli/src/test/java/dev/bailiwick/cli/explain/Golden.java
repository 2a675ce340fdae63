package dev.bailiwick.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Golden directories, named as sentences. */
final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/explain");

    private Golden() {}

    static Stream<Path> directories(String kind) throws IOException {
        try (var paths = Files.list(ROOT.resolve(kind))) {
            return paths.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    static void holds(Path file, String content) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, content);
        }
        assertThat(file)
                .as("%s; -Dgolden.update=true writes it anew", file)
                .exists()
                .hasContent(content);
    }
}
