package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.matrix.Search;
import java.util.List;

/** The end of a run on a terminal: one table for each cell, in 80 columns. */
public final class SummaryTable {
    private static final int NAME = 24;
    private static final int[] WIDTHS = {7, 7, 7, 9, 6, 6, 5};

    private SummaryTable() {}

    /** All tables. */
    public static String of(List<Board> boards) {
        StringBuilder text = new StringBuilder();
        for (Board board : boards) {
            text.append('\n').append(wrapped(Words.cell(board.cell()))).append('\n');
            line(text, "", "policy", "att.", "least", "windows", "GPU-hours", "ratio", "starts", "flips");
            board.standings().forEach(standing -> row(text, board, standing));
            board.known().forEach(standing -> known(text, board, standing));
            text.append(wrapped(board.verdict().sentence()));
            if (!board.claim().isEmpty()) {
                text.append(wrapped(board.claim()));
            }
        }
        text.append("""

                * valid: attainment >= 99 % in the mean and >= 98.7 % on every seed, and >= 97 %
                of the windows good. att., least: share of requests in time, mean and worst
                seed. windows: share of 5-minute windows at 99 %. ratio: GPU-hours over those
                of the cheapest valid. = no policy, but what they are held against
                (docs/bounds.md).
                """);
        return text.toString();
    }

    private static void row(StringBuilder text, Board board, Standing standing) {
        cells(text, standing.valid() ? "*" : "", cut(standing.policy()), board, standing);
        String setting = board.knobs(standing);
        if (!setting.isEmpty()) {
            text.append(wrapped(setting).indent(4));
        }
    }

    private static void cells(StringBuilder text, String mark, String name, Board board, Standing standing) {
        Spread windows = standing.windowsOk();
        line(
                text,
                mark,
                name,
                share(standing.attainment().mean()),
                share(standing.attainment().min()),
                windows == null ? "-" : share(windows.mean()),
                Words.number(standing.gpuHours().mean()),
                board.overCheapest(standing).map(Words::ratio).orElse("-"),
                count(standing.coldStarts().mean()),
                count(standing.flips().mean()));
    }

    /** What is held against: its level is part of its name. */
    private static void known(StringBuilder text, Board board, Standing standing) {
        cells(text, "=", named(standing), board, standing);
    }

    private static String named(Standing standing) {
        return standing.policy() + " " + Words.percent(standing.setting().get(Search.ATTAINMENT));
    }

    /** A row: the mark, the name to the left of its column, all else to the right. */
    private static void line(StringBuilder text, String mark, String name, String... cells) {
        StringBuilder row = new StringBuilder(mark.isEmpty() ? " " : mark)
                .append(' ')
                .append(name)
                .append(" ".repeat(NAME - name.length()));
        for (int i = 0; i < cells.length; i++) {
            row.append(" ".repeat(Math.max(1, 1 + WIDTHS[i] - cells[i].length())))
                    .append(cells[i]);
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    private static String share(double share) {
        return Words.percent(share).replace(" %", "%");
    }

    private static String count(double mean) {
        return mean >= 100_000 ? Math.round(mean / 1_000) + "k" : Long.toString(Math.round(mean));
    }

    private static String cut(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "~";
    }

    private static String wrapped(String sentence) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : sentence.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > 76) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(word);
            column += word.length() + (column == 0 ? 0 : 1);
        }
        return lines.append('\n').toString();
    }
}
