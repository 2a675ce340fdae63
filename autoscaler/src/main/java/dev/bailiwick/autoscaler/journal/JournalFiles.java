package dev.bailiwick.autoscaler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The segments of a journal in its directory. */
public final class JournalFiles {

    private static final String PREFIX = "journal-";
    private static final String SUFFIX = ".jsonl.gz";

    private JournalFiles() {}

    /** The segments in a directory, oldest first; other files are left out. */
    public static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(PREFIX + "[0-9]{10}" + "\\.jsonl\\.gz"))
                    .sorted()
                    .toList();
        }
    }

    static Path path(Path directory, long number) {
        return directory.resolve(PREFIX + "%010d".formatted(number) + SUFFIX);
    }

    static long number(Path segment) {
        String name = segment.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    /** Removes the oldest segments until the rest fits. */
    static void removeOldest(Path directory, long totalBytes) throws IOException {
        List<Path> segments = in(directory);
        long total = 0;
        for (Path segment : segments) {
            total += Files.size(segment);
        }
        for (Path segment : segments) {
            if (total <= totalBytes) {
                return;
            }
            total -= Files.size(segment);
            Files.delete(segment);
        }
    }
}
