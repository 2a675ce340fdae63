package dev.bailiwick.sandbox.demo;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.api.v1alpha1.ScalingDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** The demo on a terminal, drawn anew each second. */
final class TerminalView implements View {
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle BOLD = AttributedStyle.DEFAULT.bold();
    private static final int SPARK = 60;
    /** Of a terminal that does not say how large it is. */
    private static final int COLUMNS = 80;

    private static final int ROWS = 24;

    private final Terminal terminal;
    private final Display display;
    private final String heading;
    private final double lengthSeconds;
    private final List<Double> replicas = new ArrayList<>();
    private final List<Double> arrivals = new ArrayList<>();

    /**
     * @param heading what is going on, in a line
     * @param lengthSeconds how long the load takes
     */
    TerminalView(Terminal terminal, String heading, double lengthSeconds) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.heading = heading;
        this.lengthSeconds = lengthSeconds;
    }

    @Override
    public void show(Snapshot snapshot) {
        var size = terminal.getSize();
        var columns = size.getColumns() > 0 ? size.getColumns() : COLUMNS;
        var rows = size.getRows() > 0 ? size.getRows() : ROWS;
        display.resize(Size.of(columns, rows));
        display.update(screen(snapshot, columns, rows), -1);
        terminal.flush();
    }

    /** What fits; a line that filled the last column would make some terminals begin another one. */
    List<AttributedString> screen(Snapshot snapshot, int columns, int rows) {
        replicas.add((double) snapshot.ready());
        arrivals.add(snapshot.load().rate());
        return lines(snapshot, columns).stream()
                .limit(rows)
                .map(line -> line.columnSubSequence(0, columns - 1))
                .toList();
    }

    private List<AttributedString> lines(Snapshot snapshot, int columns) {
        var lines = new ArrayList<AttributedString>();
        var load = snapshot.load();
        lines.add(styled(BOLD, "Bailiwick  ", heading));
        lines.add(styled(
                FAINT,
                "",
                "time " + Words.clock(load.elapsedSeconds()) + " of " + Words.clock(lengthSeconds)
                        + " since the first Ready, from which everything below counts; load " + load.state()));
        lines.add(AttributedString.EMPTY);
        lines.add(styled(
                BOLD,
                snapshot.main().getMetadata().getName(),
                String.format(
                        Locale.ROOT,
                        "   desired %d   ready %d   draining %d",
                        snapshot.desired(),
                        snapshot.ready(),
                        snapshot.draining())));
        lines.add(plain(String.format(
                Locale.ROOT,
                "queue %s   %s tokens/s   TTFT p95 %s (last minute)   attainment %s   %.0f GPU-seconds",
                snapshot.queue(),
                snapshot.tokens(),
                Words.seconds(load.ttftP95()),
                Words.percent(load.attainment()),
                snapshot.gpuSeconds())));
        lines.add(AttributedString.EMPTY);
        var width = Math.clamp(columns - 22L, 0, SPARK);
        var most = arrivals.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        lines.add(plain("arrivals   " + Words.bars(arrivals, most, width)
                + String.format(Locale.ROOT, "  %.1f/s", load.rate())));
        lines.add(plain("ready      " + Words.bars(replicas, 4, width) + "  " + snapshot.ready()));
        lines.add(AttributedString.EMPTY);
        decisions(snapshot.decisions(), lines);
        lines.add(AttributedString.EMPTY);
        table(snapshot.all(), lines);
        return lines;
    }

    private static void decisions(List<ScalingDecision> decisions, List<AttributedString> lines) {
        lines.add(styled(BOLD, "decisions", ""));
        for (var i = 0; i < 5; i++) {
            lines.add(
                    i < decisions.size()
                            ? styled(
                                    FAINT,
                                    decisions.get(i).time().substring(11, 19) + "  ",
                                    decisions.get(i).message())
                            : AttributedString.EMPTY);
        }
    }

    private static void table(List<ModelDeployment> all, List<AttributedString> lines) {
        var format = "%-24s %-6s %-28s %-22s %6s %9s  %s";
        lines.add(styled(
                FAINT, "", format.formatted("NAME", "READY", "MODEL", "ACCELERATOR", "QUEUE", "TOKENS/S", "REASON")));
        for (var deployment : all) {
            var summary = Optional.ofNullable(deployment.getStatus()).map(status -> status.summary());
            lines.add(plain(format.formatted(
                    deployment.getMetadata().getName(),
                    summary.map(s -> s.ready()).orElse(""),
                    summary.map(s -> s.model()).orElse(""),
                    summary.map(s -> s.accelerator()).orElse(""),
                    summary.map(s -> s.queue()).orElse(""),
                    summary.map(s -> s.tokensPerSecond()).orElse(""),
                    summary.map(s -> s.reason()).orElse(""))));
        }
    }

    private static AttributedString plain(String text) {
        return new AttributedString(text);
    }

    private static AttributedString styled(AttributedStyle style, String first, String rest) {
        var builder = new AttributedStringBuilder();
        if (first.isEmpty()) {
            return builder.styled(style, rest).toAttributedString();
        }
        return builder.styled(style, first).append(rest).toAttributedString();
    }

    @Override
    public void close() {
        terminal.writer().println();
        terminal.flush();
    }
}
