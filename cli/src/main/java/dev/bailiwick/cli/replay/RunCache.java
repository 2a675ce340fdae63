package dev.bailiwick.cli.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bailiwick.lab.replay.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Runs that were made before, a file for each, by fingerprint. What cannot be read counts as not there. */
final class RunCache {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path directory;

    /**
     * What is kept of a run.
     *
     * @param outcome what came of it
     * @param wallSeconds how long it took
     */
    record Kept(Outcome outcome, double wallSeconds) {}

    /** A cache in a directory, which is made when something is kept. */
    RunCache(Path directory) {
        this.directory = directory;
    }

    /** Where the user's caches are: {@code $XDG_CACHE_HOME}, or {@code .cache} at home. */
    static Path ofUser() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return base.resolve("bailiwick").resolve("replay");
    }

    /** What is kept of a run. */
    Optional<Kept> find(String fingerprint) {
        return find(fingerprint, Kept.class);
    }

    /** What is kept of something else. */
    <T> Optional<T> find(String fingerprint, Class<T> type) {
        try (InputStream file = new GZIPInputStream(Files.newInputStream(path(fingerprint)))) {
            return Optional.of(MAPPER.readValue(file, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps a run, or something else; whoever reads meanwhile sees all of it or nothing. */
    void keep(String fingerprint, Record kept) throws IOException {
        Path target = path(fingerprint);
        Files.createDirectories(target.getParent());
        Path part = Files.createTempFile(target.getParent(), "run", ".part");
        try {
            try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(part))) {
                MAPPER.writeValue(file, kept);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Where it is. */
    @Override
    public String toString() {
        return directory.toString();
    }

    private Path path(String fingerprint) {
        return directory.resolve(fingerprint.substring(0, 2)).resolve(fingerprint + ".json.gz");
    }
}
