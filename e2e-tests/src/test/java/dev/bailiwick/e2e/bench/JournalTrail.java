package dev.bailiwick.e2e.bench;

import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.autoscaler.journal.JournalFiles;
import dev.bailiwick.autoscaler.journal.JournalReader;
import dev.bailiwick.e2e.bench.AuditTrail.Acted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The changes of size in the operator's journal, each with the receipt of the first page of its tick. */
final class JournalTrail {
    private final List<Change> changes = new ArrayList<>();

    private record Change(String deployment, boolean grows, Instant page, Instant decided) {}

    private JournalTrail() {}

    static JournalTrail since(Instant since, Path journal) throws IOException {
        var trail = new JournalTrail();
        for (var segment : JournalFiles.in(journal)) {
            var ending = JournalReader.read(segment, entry -> trail.take(entry, since));
            if (ending instanceof JournalReader.Ending.Unreadable(var entries, var message)) {
                throw new IOException(segment + " after " + entries + " ticks: " + message);
            }
        }
        return trail;
    }

    private void take(JournalEntry entry, Instant since) {
        var decided = entry.decided();
        if (decided.desired() == decided.from() || decided.at().isBefore(since)) {
            return;
        }
        firstPage(entry)
                .ifPresent(page -> changes.add(new Change(
                        entry.deployment().substring(entry.deployment().indexOf('/') + 1),
                        decided.desired() > decided.from(),
                        page,
                        decided.at())));
    }

    private static Optional<Instant> firstPage(JournalEntry entry) {
        return entry.observation().pods().stream()
                .map(pod -> pod.scrape() instanceof Scrape.Scraped(var sample, var at) ? at : Instant.MAX)
                .min(Instant::compareTo)
                .filter(page -> page.isBefore(Instant.MAX));
    }

    int changes() {
        return changes.size();
    }

    /**
     * From each change's page to the API server's answer to the first write of the same direction after it. A change that was taken back
     * before anything was written is left out.
     *
     * @param grows which of the changes
     */
    Spread toWrites(AuditTrail audit, boolean grows) {
        var latencies = new ArrayList<Duration>();
        for (var change : changes) {
            if (change.grows() == grows) {
                var turned = changes.stream()
                        .filter(other -> other.grows() != grows
                                && other.deployment().equals(change.deployment())
                                && other.decided().isAfter(change.decided()))
                        .map(Change::decided)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
                audit.acts().stream()
                        .filter(act -> act.grows() == grows
                                && act.deployment().equals(change.deployment())
                                && act.answered().isAfter(change.decided())
                                && act.answered().isBefore(turned))
                        .map(Acted::answered)
                        .min(Instant::compareTo)
                        .ifPresent(answered -> latencies.add(Duration.between(change.page(), answered)));
            }
        }
        return Spread.of(latencies);
    }
}
