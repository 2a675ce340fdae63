package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/**
 * What the journal holds of one deployment at one moment.
 *
 * @param tick the last tick at or before the moment
 * @param change the last tick at or before it that changed the size asked for, where one was found
 * @param recent the last ticks that changed the size or its reason, newest first
 * @param notes what limits the reading, one sentence each
 */
record Glimpse(JournalEntry tick, Optional<JournalEntry> change, List<JournalEntry> recent, List<String> notes) {
    Glimpse {
        recent = List.copyOf(recent);
        notes = List.copyOf(notes);
    }
}
