package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.autoscaler.journal.JournalFiles;
import dev.bailiwick.autoscaler.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks a moment of one deployment up in the segments of a journal. */
final class JournalSearch {

    /** Segments read back from the moment in search of the last change; a segment takes seconds to read. */
    private static final int LOOK_BACK = 4;
    /** The operator writes in groups of lines, so that a journal in use ends a while before now (JournalWriter). */
    private static final Duration UNWRITTEN = Duration.ofMinutes(5);
    /** Time without a tick that is worth a word; ticks are 2 s apart as a rule. */
    private static final Duration GAP = Duration.ofSeconds(30);

    private JournalSearch() {}

    /** What a search comes to. */
    sealed interface Result {

        /** The moment is there. */
        record Found(Glimpse glimpse) implements Result {}

        /** The journal holds nothing that this program can read; {@code why} says why. */
        record Empty(String why) implements Result {}

        /**
         * The moment lies outside the journal.
         *
         * @param from first tick of the journal
         * @param to last tick of the journal
         */
        record Outside(Instant from, Instant to) implements Result {}

        /** The journal has ticks of that time, and none of this deployment; {@code others} are those that it has. */
        record Unknown(SortedSet<String> others) implements Result {}
    }

    private record Segment(Path path, Instant first) {}

    /**
     * Looks a moment up.
     *
     * @param directory where the segments lie
     * @param deployment namespace and name
     * @param at the moment; empty: the last tick
     */
    static Result search(Path directory, String deployment, Optional<Instant> at) throws IOException {
        var segments = segments(directory);
        if (segments.isEmpty()) {
            return new Result.Empty(
                    "%s holds no segment of a journal (journal-NNNNNNNNNN.jsonl.gz)".formatted(directory));
        }
        var begun = at.map(moment -> segments.stream()
                        .filter(segment -> !segment.first().isAfter(moment))
                        .toList())
                .orElse(segments);
        if (begun.isEmpty()) {
            return new Result.Outside(segments.getFirst().first(), end(segments.getLast()));
        }
        var follower = new Follower(deployment, at);
        for (var i = begun.size() - 1; i >= Math.max(0, begun.size() - LOOK_BACK) && !follower.complete(); i--) {
            follower.read(begun.get(i).path());
        }
        var beyond = begun.size() == segments.size()
                && at.isPresent()
                && follower.end.plus(UNWRITTEN).isBefore(at.get());
        if (beyond) {
            return new Result.Outside(segments.getFirst().first(), follower.end);
        }
        return follower.glimpse(begun.get(Math.max(0, begun.size() - LOOK_BACK)).first());
    }

    private static List<Segment> segments(Path directory) throws IOException {
        var segments = new ArrayList<Segment>();
        for (var path : JournalFiles.in(directory)) {
            JournalReader.first(path)
                    .map(entry -> new Segment(path, entry.decided().at()))
                    .ifPresent(segments::add);
        }
        return segments;
    }

    private static Instant end(Segment segment) throws IOException {
        var end = new Instant[] {segment.first()};
        JournalReader.read(segment.path(), entry -> end[0] = entry.decided().at());
        return end[0];
    }

    /** Follows one deployment through segments, the newest first. */
    private static final class Follower {
        private final String deployment;
        private final Optional<Instant> at;
        private final SortedSet<String> names = new TreeSet<>();
        private final List<JournalEntry> recent = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private Optional<JournalEntry> tick = Optional.empty();
        private Optional<JournalEntry> change = Optional.empty();
        private Instant end = Instant.MIN;

        Follower(String deployment, Optional<Instant> at) {
            this.deployment = deployment;
            this.at = at;
        }

        boolean complete() {
            return tick.isPresent() && change.isPresent();
        }

        void read(Path path) throws IOException {
            var segment = new InSegment();
            var ending = JournalReader.read(path, entry -> {
                names.add(entry.deployment());
                var moment = entry.decided().at();
                end = moment.isAfter(end) ? moment : end;
                if (entry.deployment().equals(deployment)
                        && at.map(asked -> !moment.isAfter(asked)).orElse(true)) {
                    segment.take(entry);
                }
            });
            if (ending instanceof JournalReader.Ending.Unreadable unreadable) {
                notes.add(
                        "%s cannot be read from some line on: %s".formatted(path.getFileName(), unreadable.message()));
            }
            tick = tick.or(() -> Optional.ofNullable(segment.last));
            change = change.or(() -> Optional.ofNullable(segment.change));
            segment.notable.reversed().stream()
                    .limit(Account.RECENT - (long) recent.size())
                    .forEach(recent::add);
        }

        Result glimpse(Instant from) {
            if (tick.isEmpty()) {
                return new Result.Unknown(names);
            }
            var found = tick.get();
            at.filter(asked -> found.decided().at().plus(GAP).isBefore(asked))
                    .ifPresent(asked -> notes.add("the journal has no tick of it from %s to %s"
                            .formatted(found.decided().at(), asked)));
            if (change.isEmpty()) {
                notes.add("no change of size was found from %s on".formatted(from));
            }
            return new Result.Found(new Glimpse(found, change, recent, notes));
        }
    }

    /** What one segment holds of the deployment. */
    private static final class InSegment {
        private final List<JournalEntry> notable = new ArrayList<>();
        private @org.jspecify.annotations.Nullable JournalEntry last;
        private @org.jspecify.annotations.Nullable JournalEntry change;

        void take(JournalEntry entry) {
            var before = last;
            var asked = entry.decided().recommended();
            var resized = before == null
                    ? entry.decided().desired() != entry.decided().from()
                    : asked != before.decided().recommended();
            if (resized) {
                change = entry;
            }
            if (resized
                    || (before != null
                            && before.decided().reason() != entry.decided().reason())) {
                notable.add(entry);
                if (notable.size() > Account.RECENT) {
                    notable.removeFirst();
                }
            }
            last = entry;
        }
    }
}
