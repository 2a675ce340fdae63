package dev.bailiwick.workload.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each directory of {@code rendering} shows one case; {@code -Dbailiwick.update=true} rewrites what is rendered. */
final class RenderingTest {

    static Stream<Path> directories() throws IOException {
        return Goldens.directories();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void rendersAsTheDirectorySays(Path directory) throws IOException {
        for (var input : Goldens.inputs(directory)) {
            // Given
            var golden = directory.resolve("out.yaml");

            // When
            var rendered = Goldens.yaml(List.of(Goldens.replicaSet(input)));

            // Then
            compare(rendered, golden);
        }
    }

    @ParameterizedTest
    @MethodSource("directories")
    void surroundsTheReplicasAsTheDirectorySays(Path directory) throws IOException {
        // Given
        var golden = directory.resolve("surroundings.yaml");
        var input = directory.resolve("in.yaml");

        // When
        var rendered = Goldens.yaml(Goldens.surroundings(input));

        // Then
        if (Files.exists(golden)) {
            compare(rendered, golden);
        }
        assertThat(rendered).contains("kind: ServiceAccount", "kind: Service\n", "kind: NetworkPolicy");
    }

    private static void compare(String rendered, Path golden) throws IOException {
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
