package dev.bailiwick.autoscaler.journal;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides a segment again, from the states that it carries, and compares with what was decided. */
public final class JournalReplay {

    private JournalReplay() {}

    /**
     * What a replay found.
     *
     * @param decided ticks decided again
     * @param equal ticks whose decision is the same, bit for bit
     * @param first the first difference, or null
     * @param ending how the segment ended
     */
    public record Report(int decided, int equal, @Nullable Difference first, JournalReader.Ending ending) {}

    /**
     * A tick that was decided otherwise.
     *
     * @param entry what was journaled
     * @param again what was decided now
     */
    public record Difference(JournalEntry entry, Decided again) {}

    /** Replays a segment. */
    public static Report replay(Path segment) throws IOException {
        Replaying replaying = new Replaying();
        JournalReader.Ending ending = JournalReader.read(segment, replaying::entry);
        return new Report(replaying.decided, replaying.equal, replaying.first, ending);
    }

    /** A replay in its course. */
    private static final class Replaying {

        private final Autoscaler autoscaler = new Autoscaler();
        private final Map<String, LearnedState> states = new HashMap<>();
        private int decided;
        private int equal;
        private @Nullable Difference first;

        void entry(JournalEntry entry) {
            LearnedState journaled = entry.learned();
            LearnedState before =
                    journaled == null ? states.getOrDefault(entry.deployment(), LearnedState.empty()) : journaled;
            Decision decision = autoscaler.decide(
                    entry.observation(), entry.policy(), before, entry.decided().at());
            states.put(entry.deployment(), decision.next());
            Decided again = Decided.of(decision);
            decided++;
            if (again.equals(entry.decided())) {
                equal++;
            } else if (first == null) {
                first = new Difference(entry, again);
            }
        }
    }
}
