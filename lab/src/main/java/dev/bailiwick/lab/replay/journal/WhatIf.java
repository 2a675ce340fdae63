package dev.bailiwick.lab.replay.journal;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides a journal again under another policy, deployment by deployment. What was observed came of the sizes that were
 * held then, so an answer is valid up to the first tick at which the other policy would have held another size, and no
 * further tick is judged (research autoscaling-review 7, journal replay). Hand it the ticks in their order.
 */
public final class WhatIf {
    private final Autoscaler autoscaler = new Autoscaler();
    private final UnaryOperator<Policy> otherwise;
    private final SortedMap<String, Following> followed = new TreeMap<>();

    /**
     * What came of one deployment.
     *
     * @param deployment namespace and name
     * @param from its first tick
     * @param to its last tick
     * @param ticks its ticks
     * @param judged ticks decided under the other policy, which are all unless it parted
     * @param advised ticks among them with the same size held and another one recommended
     * @param worded ticks among them with both sizes the same and another reason or sentence
     * @param parting where the two policies part, or null
     */
    public record Verdict(
            String deployment,
            Instant from,
            Instant to,
            int ticks,
            int judged,
            int advised,
            int worded,
            @Nullable Parting parting) {}

    /**
     * The first tick at which another size would have been held.
     *
     * @param at the tick
     * @param journaled what was decided
     * @param again what would have been decided
     */
    public record Parting(Instant at, Decided journaled, Decided again) {}

    /** Asks what would have been decided under the policy that {@code otherwise} makes of the one in force. */
    public WhatIf(UnaryOperator<Policy> otherwise) {
        this.otherwise = otherwise;
    }

    /** Takes the next tick. */
    public void entry(JournalEntry entry) {
        followed.computeIfAbsent(
                        entry.deployment(),
                        deployment -> new Following(deployment, entry.decided().at()))
                .take(entry);
    }

    /** What came of every deployment, by name. */
    public List<Verdict> verdicts() {
        return followed.values().stream().map(Following::verdict).toList();
    }

    private final class Following {
        private final String deployment;
        private final Instant from;
        private Instant to;
        private int ticks;
        private int judged;
        private int advised;
        private int worded;
        private @Nullable Parting parting;
        private @Nullable LearnedState asJournaled;
        private @Nullable LearnedState asAsked;

        Following(String deployment, Instant from) {
            this.deployment = deployment;
            this.from = from;
            this.to = from;
        }

        void take(JournalEntry entry) {
            to = entry.decided().at();
            ticks++;
            if (parting != null) {
                return;
            }
            judged++;
            LearnedState before = before(entry);
            // A state that the journal states and that is not what came before is one of an operator that restarted.
            boolean restarted = !before.equals(asJournaled);
            LearnedState own = asAsked == null || restarted ? before : asAsked;
            asJournaled = decide(entry, entry.policy(), before).next();
            Decision decision = decide(entry, otherwise.apply(entry.policy()), own);
            asAsked = decision.next();
            compare(entry.decided(), Decided.of(decision));
        }

        private LearnedState before(JournalEntry entry) {
            LearnedState stated = entry.learned();
            return stated != null ? stated : asJournaled != null ? asJournaled : LearnedState.empty();
        }

        private Decision decide(JournalEntry entry, Policy policy, LearnedState before) {
            return autoscaler.decide(
                    entry.observation(), policy, before, entry.decided().at());
        }

        private void compare(Decided journaled, Decided again) {
            if (again.desired() != journaled.desired()) {
                parting = new Parting(journaled.at(), journaled, again);
            } else if (again.recommended() != journaled.recommended()) {
                advised++;
            } else if (again.reason() != journaled.reason() || !again.message().equals(journaled.message())) {
                worded++;
            }
        }

        Verdict verdict() {
            return new Verdict(deployment, from, to, ticks, judged, advised, worded, parting);
        }
    }
}
