package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The C library that the Java runtime needs, taken from the machine that builds.
 *
 * @param loader the dynamic loader
 * @param folder where the libraries are
 */
record Glibc(Path loader, Path folder) {
    private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

    /** The loader looks in the first that exists where it was built; the order is Debian's, then everyone else's. */
    private static final List<Path> FOLDERS =
            List.of(Path.of("/lib/x86_64-linux-gnu"), Path.of("/lib64"), Path.of("/usr/lib64"), Path.of("/usr/lib"));

    private static final List<String> NEEDED =
            List.of("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1");

    /** Looked up by name when hosts are resolved; part of libc itself from glibc 2.34 on. */
    private static final List<String> RESOLVERS = List.of("libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

    private static final Path LICENCE = Path.of("/usr/share/doc/libc6/copyright");
    private static final String BANNER = "GNU C Library ";

    /** @throws ImagesException if this machine has none */
    static Glibc ofThisMachine() {
        return FOLDERS.stream()
                .filter(folder -> NEEDED.stream().allMatch(name -> Files.exists(folder.resolve(name))))
                .filter(folder -> Files.exists(LOADER))
                .findFirst()
                .map(folder -> new Glibc(LOADER, folder))
                .orElseThrow(
                        () -> new ImagesException("the C library's " + String.join(", ", NEEDED) + " are in none of "
                                + FOLDERS + "; build on a Linux distribution with glibc, or use images/Dockerfile"));
    }

    void addTo(LayerContent.Builder layer) {
        layer.file(inImage(loader), loader);
        for (var name : NEEDED) {
            layer.file(inImage(folder.resolve(name)), folder.resolve(name));
        }
        for (var name : RESOLVERS) {
            if (Files.exists(folder.resolve(name))) {
                layer.file(inImage(folder.resolve(name)), folder.resolve(name));
            }
        }
        if (Files.exists(LICENCE)) {
            layer.file(inImage(LICENCE), LICENCE);
        }
    }

    /** What the library says of itself, such as {@code (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36}. */
    String version() throws IOException {
        var text = Files.readString(folder.resolve("libc.so.6"), StandardCharsets.ISO_8859_1);
        var start = text.indexOf(BANNER);
        var end = text.indexOf(".\n", start);
        return start < 0 || end < 0 ? "unknown" : text.substring(start + BANNER.length(), end);
    }

    private static String inImage(Path path) {
        return path.toString().substring(1);
    }
}
