package dev.bailiwick.sandbox.load;

import java.util.Locale;

/** A report as a line for a person. */
final class SendWords {
    private SendWords() {}

    static String progress(SendReport report) {
        var load = report.load();
        var unanswered = load.sent() - load.answered() - load.cut() - report.refused() - report.failed();
        return String.format(
                Locale.ROOT,
                "%4.0f s: sent %d, answered %d, under way %d, cut %d, refused %d, failed %d, retried %d; TTFT p95 %s, "
                        + "attainment %s",
                load.elapsedSeconds(),
                load.sent(),
                load.answered(),
                Math.max(0, unanswered),
                load.cut(),
                report.refused(),
                report.failed(),
                report.retried(),
                Double.isNaN(load.ttftP95()) ? "-" : String.format(Locale.ROOT, "%.2f s", load.ttftP95()),
                Double.isNaN(load.attainment()) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * load.attainment()));
    }
}
