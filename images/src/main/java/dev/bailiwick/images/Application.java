package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * A runnable jar with the jars that its manifest names, as a module's build leaves them.
 *
 * @param name its folder in an image
 * @param jar the runnable jar
 * @param libraries what it needs, most of it from its {@code Class-Path}, as paths from the jar's folder
 */
record Application(String name, Path jar, List<String> libraries) {

    /**
     * Reads the manifest of {@code jar}.
     *
     * @param besides paths, from the jar's folder, of what the application reads and no manifest names
     * @throws ImagesException if the jar is not there or names what is not there
     */
    static Application of(String name, Path jar, String... besides) throws IOException {
        if (!Files.exists(jar)) {
            throw new ImagesException(jar + " is missing; run ./bailiwick images, which builds it first");
        }
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var path = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            var libraries = new ArrayList<>(List.of(besides));
            libraries.addAll(path == null ? List.of() : Arrays.asList(path.split(" +", -1)));
            for (var library : libraries) {
                if (!Files.exists(folder(jar).resolve(library))) {
                    throw new ImagesException(jar + " needs " + library + ", which is missing; remove " + folder(jar)
                            + " and run ./bailiwick images again");
                }
            }
            return new Application(name, jar, List.copyOf(libraries));
        }
    }

    /** Its folder in an image or in the archive. */
    String path() {
        return "opt/bailiwick/" + name;
    }

    String jarPath() {
        return path() + "/" + jar.getFileName();
    }

    /** Other people's libraries, which change seldom. */
    LayerContent dependencies() {
        return addDependencies(LayerContent.builder(), path()).build();
    }

    /** The application itself. */
    LayerContent own() {
        return addOwn(LayerContent.builder(), path()).build();
    }

    LayerContent.Builder addDependencies(LayerContent.Builder layer, String path) {
        libraries.stream().filter(library -> !isOurs(library)).forEach(library -> add(layer, path, library));
        return layer;
    }

    LayerContent.Builder addOwn(LayerContent.Builder layer, String path) {
        libraries.stream().filter(Application::isOurs).forEach(library -> add(layer, path, library));
        return layer.file(path + "/" + jar.getFileName(), jar);
    }

    private void add(LayerContent.Builder layer, String path, String library) {
        layer.file(path + "/" + library, folder(jar).resolve(library));
    }

    private static boolean isOurs(String library) {
        var file = library.substring(library.lastIndexOf('/') + 1);
        return !library.startsWith("lib/") || file.startsWith("bailiwick-") || file.startsWith("dev.bailiwick.");
    }

    private static Path folder(Path jar) {
        return jar.resolveSibling("").toAbsolutePath().normalize();
    }
}
