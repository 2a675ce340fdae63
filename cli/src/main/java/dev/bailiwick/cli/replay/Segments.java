package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.journal.JournalFiles;
import dev.bailiwick.autoscaler.journal.JournalReader.Ending;
import dev.bailiwick.cli.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The segments that {@code --journal} names. */
final class Segments {
    private Segments() {}

    /**
     * One segment, or those of a directory, oldest first.
     *
     * @throws Fault when there is none
     */
    static List<Path> of(Path journal) throws IOException {
        if (Files.isRegularFile(journal)) {
            return List.of(journal);
        }
        if (!Files.isDirectory(journal)) {
            throw Fault.usage(
                    "--journal %s is not there; name a segment (journal-NNNNNNNNNN.jsonl.gz) or the directory with them"
                            .formatted(journal));
        }
        List<Path> segments = JournalFiles.in(journal);
        if (segments.isEmpty()) {
            throw Fault.usage("--journal %s holds no segment (journal-NNNNNNNNNN.jsonl.gz)".formatted(journal));
        }
        return segments;
    }

    /** How the reading of a segment ended when it was not at its end, in words; empty otherwise. */
    static String shortcoming(Ending ending) {
        return switch (ending) {
            case Ending.Whole whole -> "";
            case Ending.Torn torn ->
                "it ends in the middle of line %d, as one does that is being written or was cut by a crash; all before it counts"
                        .formatted(torn.line());
            case Ending.Unreadable unreadable -> "it cannot be read any further: %s".formatted(unreadable.message());
        };
    }
}
