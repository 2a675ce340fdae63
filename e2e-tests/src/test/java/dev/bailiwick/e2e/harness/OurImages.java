package dev.bailiwick.e2e.harness;

import dev.bailiwick.sandbox.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our images, as {@code ./bailiwick images} writes them. */
public final class OurImages {

    private static final Path FOLDER = Path.of("target", "images").toAbsolutePath();
    private static final Path QUARKUS = Path.of("../operator/target/quarkus-app");

    /** What the tests of the module images have left, so that what takes a minute is not made twice. */
    private static final Path KEPT =
            Path.of("../images/target/cache").toAbsolutePath().normalize();

    /** By what {@code ./bailiwick images} finds it. */
    public static final Map<String, String> CACHE = Map.of("XDG_CACHE_HOME", KEPT.toString());

    private static @Nullable Path layout;
    private static @Nullable List<String> operator;

    private OurImages() {}

    /** The OCI layout; it is written when it is first asked for, which takes seconds where the caches are trained. */
    public static synchronized Path layout() {
        if (layout == null) {
            layout = written(Path.of("..").toAbsolutePath().normalize(), FOLDER.resolve("layout"), CACHE);
        }
        return layout;
    }

    /**
     * The operator's image in a folder of its own, for benches, with the caches of {@code ./bailiwick images}.
     *
     * @param root of the repository, built
     * @param directory where to
     */
    public static UnpackedImage unpackedOperator(Path root, Path directory) {
        return unpacked(written(root, directory.resolve("images"), Map.of()), directory.resolve("root"));
    }

    private static Path written(Path root, Path layout, Map<String, String> environment) {
        var line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbailiwick.root=" + root,
                "-jar",
                root.resolve("images/target/bailiwick-images.jar").toString(),
                "--out",
                layout.toString());
        try {
            new Command(line, environment).capture().orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layout;
    }

    private static UnpackedImage unpacked(Path layout, Path root) {
        try {
            return UnpackedImage.of(layout, "bailiwick/operator", root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What starts the operator: the files and the options of its image, whose AOT cache saves more than half of a start. Where the tests
     * of the module images have not run since the operator was built, nobody waits for a cache to be trained: it is the JAR then.
     */
    static synchronized List<String> operator() {
        if (operator == null) {
            operator = trained()
                    ? unpacked(layout(), FOLDER.resolve("operator")).command()
                    : List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-jar",
                            QUARKUS.resolve("quarkus-run.jar").toString());
        }
        return operator;
    }

    private static boolean trained() {
        var caches = KEPT.resolve("bailiwick/images/aot");
        return Files.isDirectory(caches) && newest(caches).compareTo(newest(QUARKUS)) > 0;
    }

    private static FileTime newest(Path folder) {
        var newest = FileTime.fromMillis(0);
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return newest;
    }
}
