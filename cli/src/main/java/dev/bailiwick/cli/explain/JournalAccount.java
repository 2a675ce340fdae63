package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.autoscaler.Scrape;
import dev.bailiwick.autoscaler.journal.JournalEntry;
import java.util.List;

/** Explains a tick of the journal. */
final class JournalAccount {
    private JournalAccount() {}

    static Account of(Glimpse glimpse) {
        var tick = glimpse.tick();
        var decided = tick.decided();
        var policy = tick.policy();
        var slash = tick.deployment().indexOf('/');
        var auto = policy.mode() == Policy.Mode.AUTO;
        var sized = Terms.sized(policy);
        return new Account(
                Account.SCHEMA,
                tick.deployment().substring(0, slash),
                tick.deployment().substring(slash + 1),
                Account.Source.Journal,
                decided.at(),
                new Account.Rule(
                        auto ? "Auto" : "Recommend",
                        sized ? (Integer) policy.minReplicas() : null,
                        sized ? (Integer) policy.maxReplicas() : null),
                new Account.Size(
                        decided.desired(),
                        sized ? (Integer) decided.recommended() : null,
                        tick.observation().ready(),
                        tick.observation().pending(),
                        tick.observation().draining()),
                choice(tick),
                glimpse.change().map(JournalAccount::choice).orElse(null),
                numbers(decided),
                Terms.of(tick),
                sized ? Bounds.of(tick) : List.of(),
                changes(tick, auto, sized),
                List.of(),
                drains(tick),
                glimpse.recent().stream().map(JournalAccount::choice).toList(),
                List.of(),
                glimpse.notes());
    }

    static Account.Choice choice(JournalEntry tick) {
        var decided = tick.decided();
        return new Account.Choice(
                decided.at(),
                decided.from(),
                tick.policy().mode() == Policy.Mode.AUTO ? decided.desired() : decided.recommended(),
                decided.reason().name(),
                decided.message());
    }

    private static Account.Numbers numbers(JournalEntry.Decided decided) {
        var signals = decided.signals();
        var capacity = decided.capacity();
        return new Account.Numbers(
                Figures.orNull(signals.running()),
                Figures.orNull(signals.waiting()),
                Figures.orNull(signals.tokensPerSecond()),
                Figures.orNull(signals.kvCacheUsage()),
                Figures.orNull(signals.arrivalsPerSecond()),
                decided.needs().isEmpty() ? null : (Double) capacity.concurrency(),
                Figures.orNull(capacity.full()),
                Figures.orNull(capacity.finishedPerSecond()),
                Figures.orNull(capacity.promptTokens()),
                Figures.orNull(capacity.generationTokens()));
    }

    private static List<String> changes(JournalEntry tick, boolean auto, boolean sized) {
        var decided = tick.decided();
        if (!sized) {
            return Levers.fixed();
        }
        return auto
                ? Levers.of(
                        tick.policy(),
                        decided.reason(),
                        decided.recommended(),
                        new Levers.Known(
                                decided.capacity().concurrency(),
                                Figures.orNull(decided.capacity().full()),
                                decided.needs().stream().anyMatch(need -> need.uncapped() > need.replicas())))
                : Levers.recommending();
    }

    /** The journal does not hold when a drain began. */
    private static List<Account.Drain> drains(JournalEntry tick) {
        return tick.observation().pods().stream()
                .filter(pod -> pod.state() == PodReading.State.DRAINING)
                .map(pod -> new Account.Drain(
                        pod.name(),
                        null,
                        null,
                        pod.scrape() instanceof Scrape.Scraped scraped
                                ? (Double) (scraped.sample().running()
                                        + scraped.sample().waiting())
                                : null))
                .toList();
    }
}
