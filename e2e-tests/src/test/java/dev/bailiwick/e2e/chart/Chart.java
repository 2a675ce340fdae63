package dev.bailiwick.e2e.chart;

import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart of this repository, and the helm that a sandbox brings. */
final class Chart {

    /** Where the chart lies. */
    static final Path DIRECTORY = Path.of("../helm/bailiwick");

    /** Where the tests' values and goldens lie. */
    static final Path CASES = Path.of("src/test/resources/chart");

    private Chart() {}

    /** Renders the chart as a release {@code bailiwick} in a namespace {@code serving}. */
    static CommandResult template(Sandbox sandbox, String... options) {
        var command = new ArrayList<>(List.of("template", "bailiwick", DIRECTORY.toString(), "--namespace=serving"));
        command.addAll(List.of(options));
        return sandbox.helm(command.toArray(String[]::new));
    }

    /** What lies in a directory of {@link #CASES}, in order. */
    static Stream<Path> cases(String directory) throws IOException {
        try (var files = Files.list(CASES.resolve(directory))) {
            return files.sorted().toList().stream();
        }
    }
}
