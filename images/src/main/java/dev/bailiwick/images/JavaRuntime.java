package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;
import dev.bailiwick.images.oci.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The Java runtime that every image and the archive carry: linked from the JDK at hand, with the modules that they need.
 *
 * @param home the linked runtime
 */
record JavaRuntime(Path home) {
    /** Where it is in an image. */
    static final String PATH = "opt/java";

    /**
     * java.desktop is left out although libraries name it (in binders of Log4j, in pictures on a terminal, in substitutions for
     * native images): nothing that runs here reaches those classes, and it is a quarter of the runtime. jdk.jcmd is for people: an
     * image without a shell has no other way to a thread dump.
     */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.rmi",
            "java.security.jgss",
            "java.sql",
            "java.xml",
            "jdk.httpserver",
            "jdk.jcmd",
            "jdk.jfr",
            "jdk.management",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    private static final List<String> OPTIONS = List.of("--strip-debug", "--no-header-files", "--no-man-pages");
    private static final int LINK_SECONDS = 300;

    /** Links the runtime from {@code jdk}, or finds what was linked before. */
    static JavaRuntime link(Path jdk, Cache cache) throws IOException {
        var key = Sha256.of((Files.readString(jdk.resolve("release")) + MODULES + OPTIONS));
        return new JavaRuntime(cache.make("runtime", key, "linking the Java runtime (once per JDK)", target -> {
            var command = new ArrayList<>(List.of(
                    jdk.resolve("bin/jlink").toString(),
                    "--add-modules",
                    String.join(",", MODULES),
                    "--output",
                    target.toString()));
            command.addAll(OPTIONS);
            var log = target.resolveSibling(target.getFileName() + ".log");
            Programs.run(command, log, LINK_SECONDS);
            Files.delete(log);
        }));
    }

    /** The version of the JDK, such as {@code 25.0.3+9-LTS}. */
    String version() throws IOException {
        return Files.readAllLines(home.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION=") || line.startsWith("JAVA_VERSION="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .max(Comparator.comparingInt(String::length))
                .orElse("unknown");
    }

    LayerContent.Builder addTo(LayerContent.Builder layer, String path) {
        return layer.tree(path, home);
    }
}
