package dev.bailiwick.autoscaler.journal;

import dev.bailiwick.autoscaler.Capacity;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Reason;
import dev.bailiwick.autoscaler.Signals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tick of one deployment as it was journaled.
 *
 * @param deployment namespace and name
 * @param observation what was known, refused pages included
 * @param policy the policy in force
 * @param learned the state that the decision began with, where the journal carries it: at the start of a segment, and
 *     wherever the state is not what the decision before handed on; null otherwise
 * @param decided the decision, without the state that it handed on
 */
public record JournalEntry(
        String deployment,
        Observation observation,
        Policy policy,
        @Nullable LearnedState learned,
        Decided decided) {

    /** A decision without the state that it handed on; the components are those of {@link Decision}. */
    public record Decided(
            Instant at,
            int from,
            int desired,
            int recommended,
            Reason reason,
            String message,
            List<Need> needs,
            Capacity capacity,
            Signals signals) {

        /** Copies the needs. */
        public Decided {
            needs = List.copyOf(needs);
        }

        /** What is journaled of a decision. */
        public static Decided of(Decision decision) {
            return new Decided(
                    decision.at(),
                    decision.from(),
                    decision.desired(),
                    decision.recommended(),
                    decision.reason(),
                    decision.message(),
                    decision.needs(),
                    decision.capacity(),
                    decision.signals());
        }
    }
}
