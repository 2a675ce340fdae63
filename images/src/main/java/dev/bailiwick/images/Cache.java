package dev.bailiwick.images;

import dev.bailiwick.images.oci.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * What was made before, by the digest of all that it was made from. It may be removed at any time; what nobody asked for in two weeks
 * removes itself.
 *
 * @param folder of the cache
 * @param progress hears what is being made, one line each
 */
record Cache(Path folder, Consumer<String> progress, InstantSource clock) {
    private static final Duration KEPT = Duration.ofDays(14);

    /** Makes something at a path that does not exist yet. */
    interface Maker {
        void make(Path target) throws IOException;
    }

    /**
     * The file or folder that {@code maker} makes of the input with digest {@code key}.
     *
     * @param saying what is being made, where it is not there yet
     */
    Path make(String kind, String key, String saying, Maker maker) throws IOException {
        var kept = folder.resolve(kind).resolve(Sha256.hex(key));
        if (!Files.exists(kept)) {
            progress.accept(saying);
            Files.createDirectories(kept.getParent());
            var work = work(kind);
            try {
                var made = work.resolve("made");
                maker.make(made);
                Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                remove(work);
            }
        }
        Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
        return kept;
    }

    /** A new empty folder on the cache's own disk. */
    Path work(String purpose) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempDirectory(folder, purpose + "-work-");
    }

    /** Removes what was last asked for more than two weeks ago. */
    void prune() throws IOException {
        var oldest = FileTime.from(clock.instant().minus(KEPT));
        try (var kinds = Files.list(folder)) {
            for (var kind : kinds.toList()) {
                try (var entries = Files.list(kind)) {
                    for (var entry : entries.toList()) {
                        if (Files.getLastModifiedTime(entry).compareTo(oldest) < 0) {
                            remove(entry);
                        }
                    }
                }
            }
        }
    }

    static void remove(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
