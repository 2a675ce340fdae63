package dev.bailiwick.e2e.bench;

import dev.bailiwick.e2e.harness.UnpackedImage;
import dev.bailiwick.sandbox.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The operator's image, from what the modules' builds left. */
final class OperatorImage {

    private OperatorImage() {}

    /**
     * Builds it and unpacks it.
     *
     * @param root of the repository, built
     * @param directory where to
     */
    static UnpackedImage unpacked(Path root, Path directory) throws IOException {
        var layout = directory.resolve("images");
        var images = new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbailiwick.root=" + root,
                        "-jar",
                        root.resolve("images/target/bailiwick-images.jar").toString(),
                        "--out",
                        layout.toString()),
                Map.of());
        images.capture().orThrow();
        return UnpackedImage.of(layout, "bailiwick/operator", directory.resolve("root"));
    }
}
