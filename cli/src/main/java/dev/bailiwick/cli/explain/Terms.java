package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.Need;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The alternatives of a decision: what each term that the policy asks for came to, and how. */
final class Terms {
    private Terms() {}

    static List<Account.Term> of(JournalEntry tick) {
        var policy = tick.policy();
        var terms = new ArrayList<Account.Term>();
        if (policy.objectives() != null) {
            terms.add(term(tick, Need.Term.IN_FLIGHT, inFlight(tick)));
        }
        if (policy.queuedRequestsPerReplica() != null) {
            terms.add(term(tick, Need.Term.QUEUE, queue(tick, policy.queuedRequestsPerReplica())));
        }
        if (policy.tokensPerSecondPerReplica() != null) {
            terms.add(term(tick, Need.Term.TOKEN_RATE, tokenRate(tick, policy.tokensPerSecondPerReplica())));
        }
        if (sized(policy)) {
            terms.add(term(tick, Need.Term.SATURATED, saturated(tick)));
        }
        return terms;
    }

    /** Whether the policy sizes by anything: without a scaling block it does not. */
    static boolean sized(Policy policy) {
        return policy.objectives() != null
                || policy.queuedRequestsPerReplica() != null
                || policy.tokensPerSecondPerReplica() != null;
    }

    /** A term as people say it: {@code in flight}. */
    static String words(String term) {
        return term.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static int largest(JournalEntry tick) {
        return tick.decided().needs().stream().mapToInt(Need::replicas).max().orElse(0);
    }

    private static Optional<Need> need(JournalEntry tick, Need.Term term) {
        return tick.decided().needs().stream()
                .filter(need -> need.term() == term)
                .findFirst();
    }

    private static Account.Term term(JournalEntry tick, Need.Term term, String working) {
        var need = need(tick, term);
        return new Account.Term(
                term.name(),
                need.map(Need::replicas).orElse(null),
                need.map(Need::uncapped).orElse(null),
                need.filter(found -> found.replicas() == largest(tick)).isPresent(),
                tick.decided().needs().isEmpty() ? "nothing to judge by" : working);
    }

    private static String inFlight(JournalEntry tick) {
        return "%s in flight, and a replica carries about %s within the objectives"
                .formatted(
                        Figures.whole(Figures.inFlight(tick)),
                        Figures.short2(tick.decided().capacity().concurrency()));
    }

    private static String queue(JournalEntry tick, int queued) {
        return "%s in flight, and a replica takes %s running and %d waiting"
                .formatted(
                        Figures.whole(Figures.inFlight(tick)),
                        Figures.short2(tick.decided().capacity().full().orElse(0)),
                        queued);
    }

    private static String tokenRate(JournalEntry tick, int target) {
        var served = tick.decided().signals().tokensPerSecond();
        return served.isEmpty()
                ? "the rate is not known yet: it needs 30s of pages"
                : "%s tokens/s served, and the target for a replica is %d"
                        .formatted(Figures.whole(served.getAsDouble()), target);
    }

    private static String saturated(JournalEntry tick) {
        return need(tick, Need.Term.SATURATED).isPresent()
                ? "every replica has had requests waiting for 30s, and the queue keeps growing"
                : "not every replica has had a growing queue for 30s";
    }
}
