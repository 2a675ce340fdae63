package dev.bailiwick.cli.replay;

import dev.bailiwick.autoscaler.journal.JournalEntry.Decided;
import dev.bailiwick.autoscaler.journal.JournalReader;
import dev.bailiwick.lab.replay.journal.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Says what another policy would have decided on a journal. */
final class JournalWhatIf {
    private JournalWhatIf() {}

    static void run(List<Path> segments, PolicyFile policy, PrintWriter out) throws IOException {
        WhatIf whatIf = new WhatIf(policy::instead);
        for (Path segment : segments) {
            JournalReader.read(segment, whatIf::entry);
        }
        out.println();
        out.println("under %s:".formatted(policy.file()));
        for (WhatIf.Verdict verdict : whatIf.verdicts()) {
            out.println("%s, %,d ticks from %s to %s"
                    .formatted(verdict.deployment(), verdict.ticks(), verdict.from(), verdict.to()));
            WhatIf.Parting parting = verdict.parting();
            if (parting == null) {
                out.println("  the same size at every tick");
            } else {
                out.println("  the same size at %,d ticks; parts at %s, and is valid until then"
                        .formatted(verdict.judged() - 1, parting.at()));
                out.println("    journaled: " + sentence(parting.journaled()));
                out.println("    instead:   " + sentence(parting.again()));
            }
            if (verdict.advised() > 0) {
                out.println("  another size recommended at %,d of these ticks, which nobody acted on"
                        .formatted(verdict.advised()));
            }
            if (verdict.worded() > 0) {
                out.println("  the same size for another reason at %,d of these ticks".formatted(verdict.worded()));
            }
        }
        out.flush();
    }

    private static String sentence(Decided decided) {
        return "%d -> %d, %s".formatted(decided.from(), decided.desired(), decided.message());
    }
}
