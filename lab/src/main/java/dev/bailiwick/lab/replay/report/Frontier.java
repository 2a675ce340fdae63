package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.matrix.Search;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * GPU-hours against attainment, a point for each setting. Attainment is drawn by the logarithm of what is missed, so that
 * 99 % and 99.9 % are as far apart as 90 % and 99 %.
 */
final class Frontier {
    private static final double WORST = 0.5;
    private static final double BEST = 0.0005;
    private static final double[] MISSED = {0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001};
    private static final int TOP = 18;
    private static final int BOTTOM = 44;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;

    private final Board board;
    private final int width;
    private final int height;
    private final Axis across;
    private final Axis up;
    private final Labels labels;

    private Frontier(Board board, int width, int height) {
        this.board = board;
        this.width = width;
        this.height = height;
        this.across = across();
        this.up = new Axis(WORST, BEST, height - (double) BOTTOM, TOP, true);
        this.labels = new Labels(LEFT, TOP, width - (double) RIGHT, height - (double) BOTTOM);
    }

    /** The picture of a cell. */
    static String of(Board board, int width, int height) {
        return new Frontier(board, width, height).draw();
    }

    private Axis across() {
        List<Double> hours = new ArrayList<>();
        Stream.of(board.standings(), board.known(), board.grid())
                .flatMap(List::stream)
                .map(standing -> standing.gpuHours().mean())
                .filter(value -> value > 0)
                .forEach(hours::add);
        board.lowerBound().ifPresent(hours::add);
        double least = hours.stream().mapToDouble(value -> value).min().orElse(1);
        double most = hours.stream().mapToDouble(value -> value).max().orElse(1);
        return new Axis(least / 1.12, most * 1.25, LEFT, width - (double) RIGHT, true);
    }

    private String draw() {
        Svg svg = new Svg(
                width,
                height,
                "GPU-hours against attainment of " + board.standings().size()
                        + " settings; the table below has the numbers");
        double right = width - (double) RIGHT;
        double floor = height - (double) BOTTOM;
        svg.box("good", LEFT, TOP, right - LEFT, up.at(0.01) - TOP, "");
        for (double missed : MISSED) {
            double y = up.at(missed);
            svg.line(missed == 0.01 ? "bar" : "grid", LEFT, y, right, y);
            svg.words("tick", LEFT - 6.0, y + 4, "end", plain(100 - missed * 100) + " %");
        }
        for (double hours : across.ticks(width / 90)) {
            svg.line("grid", across.at(hours), TOP, across.at(hours), floor);
            svg.words("tick", across.at(hours), floor + 16, "middle", plain(hours));
        }
        svg.words("name", LEFT - 6.0, TOP - 6.0, "end", "in time");
        svg.words("name", right, height - 8.0, "end", "GPU-hours (logarithmic)");
        svg.words("note", right - 4, up.at(0.01) - 5, "end", "valid from here up");
        bounds(svg, floor);
        board.grid()
                .forEach(standing -> svg.circle(
                        own(standing) ? "tried own" : "tried",
                        x(standing),
                        y(standing),
                        2.5,
                        tip(standing) + ", tuning seed"));
        points(svg);
        return svg.end();
    }

    private void bounds(Svg svg, double floor) {
        board.lowerBound().ifPresent(hours -> boundLine(svg, hours, floor, "lower bound"));
        List<Standing> best = board.known().stream()
                .filter(standing -> standing.policy().equals(Search.BEST_KNOWN))
                .toList();
        double below = up.at(1 - Score.VALID_ATTAINMENT);
        for (Standing standing : best) {
            double level = up.at(1 - standing.setting().get(Search.ATTAINMENT));
            svg.line("bound known", x(standing), below, x(standing), level);
            Standing next = best.get(Math.min(best.size() - 1, best.indexOf(standing) + 1));
            svg.line("bound known", x(standing), level, x(next), level);
            svg.circle("point known", x(standing), level, 4, tip(standing));
            below = level;
        }
        best.stream()
                .findFirst()
                .flatMap(standing -> labels.place("best known", x(standing), below(standing), 8))
                .ifPresent(label -> svg.words("note", label.x(), label.y(), label.anchor(), "best known"));
    }

    private double below(Standing standing) {
        return up.at(1 - standing.setting().get(Search.ATTAINMENT)) + 6;
    }

    private void boundLine(Svg svg, double hours, double floor, String name) {
        svg.line("bound", across.at(hours), TOP, across.at(hours), floor);
        labels.place(name, across.at(hours), TOP + 14, 3)
                .ifPresent(label -> svg.words("note", label.x(), label.y(), label.anchor(), name));
    }

    private void points(Svg svg) {
        List<Standing> drawn = board.standings().reversed();
        for (Standing standing : drawn) {
            Spread hours = standing.gpuHours();
            Spread share = standing.attainment();
            String style = style(standing);
            svg.line("whisker " + style, across.at(hours.min()), y(standing), across.at(hours.max()), y(standing));
            svg.line("whisker " + style, x(standing), up.at(1 - share.min()), x(standing), up.at(1 - share.max()));
            labels.occupy(x(standing), y(standing), 6);
        }
        for (Standing standing : drawn) {
            svg.circle(
                    "point " + style(standing) + (standing.valid() ? "" : " open"),
                    x(standing),
                    y(standing),
                    own(standing) ? 6.5 : 5,
                    tip(standing));
        }
        for (Standing standing : board.standings()) {
            labels.place(standing.policy(), x(standing), y(standing), 9)
                    .ifPresent(label -> svg.words(
                            "label " + style(standing), label.x(), label.y(), label.anchor(), standing.policy()));
        }
    }

    private double x(Standing standing) {
        return across.at(standing.gpuHours().mean());
    }

    private double y(Standing standing) {
        return up.at(1 - standing.attainment().mean());
    }

    private String style(Standing standing) {
        boolean rival = board.standings().stream()
                .filter(Standing::valid)
                .filter(each -> !own(each) && !Board.reference(each.policy()))
                .findFirst()
                .filter(standing::equals)
                .isPresent();
        return own(standing) ? "own" : rival ? "rival" : "peer";
    }

    private static boolean own(Standing standing) {
        return standing.policy().equals(Board.OURS);
    }

    private static String tip(Standing standing) {
        return standing.policy()
                + (standing.setting().values().isEmpty() ? "" : " (" + standing.setting() + ")")
                + ": " + Words.number(standing.gpuHours().mean()) + " GPU-hours, "
                + Words.percent(standing.attainment().mean()) + " in time"
                + (standing.valid() ? "" : "; not valid: " + String.join(", ", standing.failings()));
    }

    private static String plain(double hours) {
        return new BigDecimal(hours)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
