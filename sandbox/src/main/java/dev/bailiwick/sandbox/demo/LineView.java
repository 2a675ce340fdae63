package dev.bailiwick.sandbox.demo;

import dev.bailiwick.sandbox.load.LoadReport;
import java.io.PrintStream;
import java.util.Locale;

/** One line every five seconds, and one for each decision: for logs and pipes. */
final class LineView implements View {
    private static final int EVERY = 5;

    private final PrintStream out;
    private int shown;
    private String lastDecision = "";

    LineView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Snapshot snapshot) {
        var decisions = snapshot.decisions();
        if (!decisions.isEmpty() && !decisions.getFirst().time().equals(lastDecision)) {
            lastDecision = decisions.getFirst().time();
            if (decisions.getFirst().from().intValue()
                    != decisions.getFirst().to().intValue()) {
                out.println("  -> " + decisions.getFirst().message());
            }
        }
        if (shown++ % EVERY == 0) {
            out.printf(
                    Locale.ROOT,
                    "%5s  desired %d  ready %d  draining %d  queue %5s  %6s tokens/s%s%n",
                    Words.clock(snapshot.load().elapsedSeconds()),
                    snapshot.desired(),
                    snapshot.ready(),
                    snapshot.draining(),
                    snapshot.queue(),
                    snapshot.tokens(),
                    felt(snapshot.load()));
        }
        out.flush();
    }

    private static String felt(LoadReport load) {
        return load.state().equals(LoadReport.ELSEWHERE)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  TTFT p95 %7s  attainment %s",
                        Words.seconds(load.ttftP95()),
                        Words.percent(load.attainment()));
    }

    @Override
    public void close() {
        out.flush();
    }
}
