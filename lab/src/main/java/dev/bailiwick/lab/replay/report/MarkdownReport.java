package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.matrix.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** The results as a page of documentation: every cell on a line, every policy on a line, then each cell in full. */
public final class MarkdownReport {
    private static final int WIDTH = 880;
    private static final int HEIGHT = 400;
    private static final String NONE = "–";

    private final List<Board> boards;
    private final List<Result> judged;
    private final StringBuilder text = new StringBuilder();

    /**
     * A page and what it shows.
     *
     * @param text the page
     * @param pictures SVG by file name, as the page names them
     */
    public record Page(String text, SequencedMap<String, String> pictures) {}

    private MarkdownReport(List<Board> boards, List<Result> judged) {
        this.boards = boards;
        this.judged = judged;
    }

    /**
     * The page.
     *
     * @param judged runs that count, at least one
     * @param tuning runs that only served to choose a setting
     * @param command the command that made it, as its reader would type it
     */
    public static Page of(List<Result> judged, List<Result> tuning, String command) {
        MarkdownReport report = new MarkdownReport(Board.of(judged, tuning), judged);
        report.text.append("# Replay\n\n    %s\n\n%s runs in %d cells.\n"
                .formatted(command, grouped(judged.size() + tuning.size()), report.boards.size()));
        report.cells();
        report.policies();
        SequencedMap<String, String> pictures = new LinkedHashMap<>();
        for (Board board : report.boards) {
            int number = pictures.size() + 1;
            String picture = "cell-%02d.svg".formatted(number);
            pictures.put(picture, Svg.alone(Frontier.of(board, WIDTH, HEIGHT), WIDTH, HEIGHT));
            report.cell(number, board, picture);
        }
        return new Page(report.text.toString(), pictures);
    }

    private void cells() {
        text.append(
                "\n## Cells\n\nThose first in which ours loses. GPU-hours; in brackets where the objective is not held.\n\n");
        row(
                "",
                "cell",
                "ours in time",
                "ours",
                "cheapest valid other",
                "its",
                "best known",
                "lower bound",
                "ours / other",
                "ours / best known",
                "regret closed");
        rule(11);
        for (int i = 0; i < boards.size(); i++) {
            Board board = boards.get(i);
            Optional<Standing> ours = ours(board);
            Optional<Standing> other = board.cheapest(false);
            Optional<Double> best = board.known(Search.BEST_KNOWN)
                    .map(standing -> standing.gpuHours().mean());
            row(
                    "[%d](#cell-%d)".formatted(i + 1, i + 1),
                    Words.cell(board.cell()),
                    ours.map(own -> Words.percent(own.attainment().mean())).orElse(NONE),
                    ours.map(MarkdownReport::hours).orElse(NONE),
                    other.map(board::named).orElse("none"),
                    other.map(MarkdownReport::hours).orElse(NONE),
                    best.map(Words::number).orElse(NONE),
                    board.lowerBound().map(Words::number).orElse(NONE),
                    ratio(ours, other.map(cheapest -> cheapest.gpuHours().mean())),
                    ratio(ours, best),
                    board.regretClosed()
                            .map(percent -> percent < -100 ? "< -100 %" : "%.0f %%".formatted(percent))
                            .orElse(NONE));
        }
    }

    /** For each policy: in how many cells it holds the objective, at its defaults and at its best setting. */
    private void policies() {
        text.append("\n## Policies\n\n");
        row("policy", "holds at its defaults", "holds tuned", "GPU-hours over the cheapest valid: median", "most");
        rule(5);
        SequencedSet<String> names = new LinkedHashSet<>();
        judged.forEach(result -> names.add(result.policy()));
        for (String name : names) {
            if (!Board.reference(name)) {
                policy(name);
            }
        }
    }

    private void policy(String name) {
        int byDefault = 0;
        int tuned = 0;
        List<Double> ratios = new ArrayList<>();
        for (Board board : boards) {
            List<Standing> own = board.standings().stream()
                    .filter(standing -> standing.policy().equals(name))
                    .toList();
            byDefault += own.stream().anyMatch(standing -> standing.valid() && first(board, standing)) ? 1 : 0;
            tuned += own.stream().anyMatch(Standing::valid) ? 1 : 0;
            own.stream()
                    .filter(Standing::valid)
                    .findFirst()
                    .flatMap(board::overCheapest)
                    .ifPresent(ratios::add);
        }
        ratios.sort(null);
        row(
                name,
                "%d of %d".formatted(byDefault, boards.size()),
                boards.getFirst().tuned() ? "%d of %d".formatted(tuned, boards.size()) : NONE,
                ratios.isEmpty() ? NONE : Words.ratio(median(ratios)),
                ratios.isEmpty() ? NONE : Words.ratio(ratios.getLast()));
    }

    private static double median(List<Double> sorted) {
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Whether a standing is what its policy was judged at first in a cell, which is its defaults. */
    private boolean first(Board board, Standing standing) {
        return judged.stream()
                .filter(result ->
                        result.cell().equals(board.cell()) && result.policy().equals(standing.policy()))
                .findFirst()
                .filter(result -> result.setting().equals(standing.setting()))
                .isPresent();
    }

    private void cell(int number, Board board, String picture) {
        text.append("\n## Cell %d\n\n%s\n\n%s\n"
                .formatted(number, Words.cell(board.cell()), board.verdict().sentence()));
        if (!board.claim().isEmpty()) {
            text.append('\n').append(board.claim()).append('\n');
        }
        text.append("\n![GPU-hours against attainment](%s)\n\n".formatted(picture));
        row(
                "policy",
                "setting",
                "holds",
                "in time",
                "worst seed",
                "good windows",
                "GPU-hours",
                "over cheapest valid",
                "cold starts",
                "flips");
        rule(10);
        for (Standing standing : board.standings()) {
            Row shown = Row.of(board, standing);
            row(
                    shown.policy(),
                    shown.knobs(),
                    shown.valid() ? "yes" : "no",
                    shown.attainment().mean(),
                    Words.percent(standing.attainment().min()),
                    shown.windows(),
                    shown.gpuHours().mean(),
                    shown.ratio(),
                    shown.coldStarts(),
                    shown.flips());
        }
    }

    private static String hours(Standing standing) {
        String hours = Words.number(standing.gpuHours().mean());
        return standing.valid() ? hours : "(" + hours + ")";
    }

    /** The setting of ours that holds the objective at the least cost, or else the first of ours. */
    private static Optional<Standing> ours(Board board) {
        return board.standings().stream()
                .filter(standing -> standing.policy().equals(Board.OURS))
                .findFirst();
    }

    /** GPU-hours of ours over others, where ours holds the objective. */
    private static String ratio(Optional<Standing> ours, Optional<Double> others) {
        return ours.filter(Standing::valid)
                .flatMap(own -> others.filter(hours -> hours > 0)
                        .map(hours -> Words.ratio(own.gpuHours().mean() / hours)))
                .orElse(NONE);
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void rule(int columns) {
        text.append("|").append("---|".repeat(columns)).append('\n');
    }
}
