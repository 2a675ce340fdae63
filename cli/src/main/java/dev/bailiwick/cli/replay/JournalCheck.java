package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.journal.JournalReader.Ending;
import dev.bailiwick.autoscaler.journal.JournalReplay;
import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.journal.Difference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Decides segments again and says where a decision differs. */
final class JournalCheck {
    private final PrintWriter out;
    private int decided;
    private int different;
    private boolean unreadable;

    JournalCheck(PrintWriter out) {
        this.out = out;
    }

    /** The exit status: 0 when every tick was decided the same, 1 when one was not, 2 when a segment cannot be read. */
    int run(List<Path> segments) throws IOException {
        for (Path segment : segments) {
            segment(segment);
        }
        out.println(
                different == 0
                        ? "%,d ticks decided again, each the same bit for bit".formatted(decided)
                        : "%,d of %,d ticks decided otherwise than journaled".formatted(different, decided));
        out.flush();
        if (unreadable) {
            throw Fault.failed("not all of the journal can be read; the lines above say where it ends");
        }
        if (decided == 0) {
            throw Fault.failed("the journal holds no tick");
        }
        return different == 0 ? 0 : Fault.FINDING;
    }

    private void segment(Path segment) throws IOException {
        JournalReplay.Report report = JournalReplay.replay(segment);
        String name = String.valueOf(segment.getFileName());
        decided += report.decided();
        different += report.decided() - report.equal();
        out.println("%s: %,d ticks%s".formatted(name, report.decided(), writer(report.ending())));
        String shortcoming = Segments.shortcoming(report.ending());
        if (!shortcoming.isEmpty()) {
            out.println("  " + shortcoming);
        }
        unreadable |= report.ending() instanceof Ending.Unreadable;
        JournalReplay.Difference first = report.first();
        if (first != null) {
            difference(first, rule(report.ending()));
        }
    }

    private void difference(JournalReplay.Difference first, int rule) {
        out.println("  the first that differs: %s at %s"
                .formatted(first.entry().deployment(), first.entry().decided().at()));
        for (Difference difference : Difference.between(first.entry().decided(), first.again())) {
            out.println("    %s: journaled %s, now %s"
                    .formatted(difference.field(), difference.journaled(), difference.again()));
        }
        if (rule != Autoscaler.RULE_VERSION && rule > 0) {
            out.println(
                    "  it was decided by rule %d and this program has rule %d, so that is no surprise: replay it with the program that wrote it"
                            .formatted(rule, Autoscaler.RULE_VERSION));
        }
    }

    private static String writer(Ending ending) {
        return switch (ending) {
            case Ending.Whole whole -> ", rule %d, written by %s".formatted(whole.ruleVersion(), whole.codeVersion());
            case Ending.Torn torn
            when torn.ruleVersion() > 0 -> ", rule %d, written by %s".formatted(torn.ruleVersion(), torn.codeVersion());
            default -> "";
        };
    }

    private static int rule(Ending ending) {
        return switch (ending) {
            case Ending.Whole whole -> whole.ruleVersion();
            case Ending.Torn torn -> torn.ruleVersion();
            case Ending.Unreadable none -> 0;
        };
    }
}
