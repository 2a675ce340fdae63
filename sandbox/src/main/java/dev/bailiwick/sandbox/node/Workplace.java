package dev.bailiwick.sandbox.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A folder to work in that goes when the work is done.
 *
 * @param folder where it is
 */
record Workplace(Path folder) implements AutoCloseable {

    /** A new folder below the cache, which has the room that a folder for temporary files may lack. */
    static Workplace below(Path cache, String purpose) throws IOException {
        return new Workplace(Files.createTempDirectory(Files.createDirectories(cache), purpose + "-"));
    }

    @Override
    public void close() throws IOException {
        try (var walk = Files.walk(folder)) {
            for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
