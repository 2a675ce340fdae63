package dev.bailiwick.cli.explain;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Explains from a journal's directory. */
final class JournalDirectory {
    private JournalDirectory() {}

    static Account account(Path directory, String deployment, Optional<Instant> at) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw Fault.usage("--journal %s is no directory: name the one that the operator writes its journal to"
                    .formatted(directory));
        }
        return switch (JournalSearch.search(directory, deployment, at)) {
            case JournalSearch.Result.Found found -> JournalAccount.of(found.glimpse());
            case JournalSearch.Result.Empty empty -> throw Fault.failed(empty.why());
            case JournalSearch.Result.Outside outside ->
                throw Fault.finding("--at %s lies outside the journal, which reaches from %s to %s"
                        .formatted(at.map(Instant::toString).orElse(""), outside.from(), outside.to()));
            case JournalSearch.Result.Unknown unknown ->
                throw Fault.finding("the journal has no tick of %s at that time or shortly before; %s"
                        .formatted(deployment, Nearest.hint(deployment, unknown.others())));
        };
    }
}
