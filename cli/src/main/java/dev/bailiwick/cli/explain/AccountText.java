package dev.bailiwick.cli.explain;

import dev.bailiwick.cli.Paper;
import dev.bailiwick.cli.explain.Account.Choice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an account for a reader at a terminal: one fact a line, the answer first, what is absent left out. */
final class AccountText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final DateTimeFormatter SAME_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Account account;
    private final Paper paper;
    private final ZoneId zone;

    private AccountText(Account account, Paper paper, ZoneId zone) {
        this.account = account;
        this.paper = paper;
        this.zone = zone;
    }

    static String write(Account account, Paper paper, ZoneId zone) {
        var text = new AccountText(account, paper, zone);
        text.head();
        text.reasons();
        text.outlook();
        text.past();
        return paper.text();
    }

    private void head() {
        paper.title(
                account.namespace() + "/" + account.name(),
                MOMENT.format(account.at().atZone(zone)));
        paper.row("size", size());
        paper.row("sized by", rule());
        var decision = account.decision();
        if (decision != null) {
            var since =
                    decision.time() == null || decision.time().equals(account.at()) ? "" : ", " + time(decision.time());
            paper.row("decision", paper.strong(decision.reason()) + since);
            paper.row("", decision.message());
        }
        var inForce = account.inForce();
        if (inForce != null && !inForce.equals(decision)) {
            paper.row("in force", since(inForce) + inForce.reason());
            paper.row("", inForce.message());
        }
    }

    private String size() {
        var size = account.size();
        var parts = new ArrayList<String>();
        parts.add((size.desired() == null ? "-" : size.desired().toString()) + " held");
        if (size.recommended() != null && !size.recommended().equals(size.desired())) {
            parts.add(size.recommended() + " recommended");
        }
        parts.add(size.ready() + " ready");
        if (size.starting() > 0) {
            parts.add(size.starting() + " starting");
        }
        if (size.draining() > 0) {
            parts.add(size.draining() + " draining");
        }
        return String.join(", ", parts);
    }

    private String rule() {
        var rule = account.rule();
        return rule.most() == null ? rule.by() : "%s, %d to %d".formatted(rule.by(), rule.least(), rule.most());
    }

    private void reasons() {
        for (var blocker : account.blocking()) {
            paper.row(
                    "blocked",
                    "%s %s, since %s"
                            .formatted(
                                    blocker.condition(),
                                    blocker.reason(),
                                    blocker.since() == null ? "-" : time(blocker.since())));
            paper.row("", blocker.message());
        }
        if (!account.terms().isEmpty()) {
            paper.section("terms", "asks");
            for (var term : account.terms()) {
                paper.entry(
                        Terms.words(term.term()),
                        asked(term),
                        term.largest() ? term.working() + " (the most)" : term.working());
            }
        }
        if (!account.bounds().isEmpty()) {
            paper.section("bound by", "");
            account.bounds().forEach(bound -> paper.item(bound.by() + ": " + bound.message()));
        }
        numbers();
    }

    private static String asked(Account.Term term) {
        return term.asked() == null ? "-" : term.asked().toString();
    }

    private void numbers() {
        var numbers = account.numbers();
        var facts = new ArrayList<String>();
        add(facts, numbers.running(), "%s running");
        add(facts, numbers.waiting(), "%s waiting");
        add(facts, numbers.tokensPerSecond(), "%s tokens/s");
        add(facts, numbers.arrivalsPerSecond(), "%s arrivals/s");
        if (numbers.kvCacheUsage() != null) {
            facts.add("KV cache " + Figures.percent(numbers.kvCacheUsage()));
        }
        var replica = new ArrayList<String>();
        add(replica, numbers.carriedPerReplica(), "carries %s in flight");
        add(replica, numbers.runningWhenFull(), "runs %s when full");
        add(replica, numbers.finishedPerSecond(), "finishes %s/s");
        add(replica, numbers.promptTokens(), "prompts of %s tokens");
        add(replica, numbers.generationTokens(), "outputs of %s tokens");
        if (!facts.isEmpty() || !replica.isEmpty()) {
            paper.section("numbers", "");
        }
        if (!facts.isEmpty()) {
            paper.item("engines: " + String.join(", ", facts));
        }
        if (!replica.isEmpty()) {
            paper.item("a replica: " + String.join(", ", replica));
        }
    }

    private static void add(List<String> facts, @Nullable Double value, String format) {
        if (value != null) {
            facts.add(format.formatted(Figures.short2(value)));
        }
    }

    private void outlook() {
        if (!account.changes().isEmpty()) {
            paper.section("changes with", "");
            account.changes().forEach(paper::item);
        }
        if (!account.draining().isEmpty()) {
            paper.section("draining", "");
            account.draining().forEach(drain -> paper.item(drain(drain)));
        }
    }

    private String drain(Account.Drain drain) {
        return drain.pod()
                + (drain.since() == null ? "" : ", since " + time(drain.since()))
                + (drain.until() == null ? "" : ", until " + time(drain.until()) + " at most")
                + (drain.inFlight() == null ? "" : ", " + Figures.whole(drain.inFlight()) + " in flight");
    }

    private void past() {
        if (!account.recent().isEmpty()) {
            paper.section("last decisions", "");
            account.recent().forEach(choice -> paper.item(since(choice) + choice.message()));
        }
        if (!account.warnings().isEmpty()) {
            paper.section("warnings", "");
            account.warnings()
                    .forEach(warning -> paper.item((warning.time() == null ? "" : time(warning.time()) + "  ")
                            + warning.reason()
                            + ": "
                            + warning.message()));
        }
        if (!account.notes().isEmpty()) {
            paper.section("note", "");
            account.notes().forEach(paper::item);
        }
    }

    private String since(Choice choice) {
        return choice.time() == null ? "" : time(choice.time()) + "  ";
    }

    private String time(Instant moment) {
        var there = moment.atZone(zone);
        var sameDay = there.toLocalDate().equals(account.at().atZone(zone).toLocalDate());
        return (sameDay ? SAME_DAY : OTHER_DAY).format(there);
    }
}
