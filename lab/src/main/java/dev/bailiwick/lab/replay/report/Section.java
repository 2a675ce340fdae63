package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course.Change;
import dev.bailiwick.lab.replay.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cell on the page.
 *
 * @param id its anchor
 * @param heading its trace, load and engine
 * @param facts what else makes it the cell that it is, a term and a value each
 * @param rank kind of its verdict, for the style
 * @param verdict how ours does, in words
 * @param claim what may not be claimed from it; empty without a limit
 * @param frontier GPU-hours against attainment
 * @param rows the table
 * @param runs one run of each setting in pictures
 */
public record Section(
        String id,
        String heading,
        List<Fact> facts,
        String rank,
        String verdict,
        String claim,
        Picture frontier,
        List<Row> rows,
        List<Played> runs) {
    private static final int WIDE = 1_080;
    private static final int NARROW = 360;
    /** Changes listed for a run; a policy that flaps makes thousands, and a page must open. */
    private static final int LISTED = 250;

    /** A term and its value. */
    public record Fact(String term, String value) {}

    /** A picture in two widths, of which the style shows the one that fits. */
    public record Picture(String wide, String narrow) {}

    /**
     * A run in pictures.
     *
     * @param id beginning of its anchors
     * @param policy the policy
     * @param setting the setting, may be empty
     * @param open whether it is shown at first
     * @param summary the run in a few words
     * @param curve replicas over arrivals
     * @param changes changes of the size, as many as are listed
     * @param unlisted how many more there were
     */
    public record Played(
            String id,
            String policy,
            String setting,
            boolean open,
            String summary,
            Picture curve,
            List<Listed> changes,
            int unlisted) {}

    /** A change of the size in the list. */
    public record Listed(String id, String at, int from, int to, String direction, String why) {}

    static Section of(Board board, String id) {
        Cell cell = board.cell();
        return new Section(
                id,
                cell.trace().name()
                        + (cell.load() == 1
                                ? ""
                                : " x " + Words.number(cell.load()).replaceAll("[.]0+$", "")) + " on "
                        + cell.engine().name(),
                facts(cell),
                board.verdict().rank().name().toLowerCase(java.util.Locale.ROOT),
                board.verdict().sentence(),
                board.claim(),
                new Picture(Frontier.of(board, WIDE, 440), Frontier.of(board, NARROW, 380)),
                Stream.concat(board.standings().stream(), board.known().stream())
                        .map(standing -> Row.of(board, standing))
                        .toList(),
                runs(board, id));
    }

    private static List<Fact> facts(Cell cell) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "trace",
                Words.seconds(cell.seconds()) + ", "
                        + String.format(
                                java.util.Locale.ROOT,
                                "%,d",
                                cell.trace()
                                        .cut(cell.historySeconds(), Double.MAX_VALUE)
                                        .requests())
                        + " requests"));
        if (cell.historySeconds() > 0) {
            facts.add(new Fact(
                    "history", Words.seconds(cell.historySeconds()) + " before it, seen by the policies, not counted"));
        }
        facts.add(new Fact(
                "accelerators",
                cell.engine().accelerators() + " x " + cell.engine().accelerator()));
        facts.add(new Fact(
                "cold start",
                Words.seconds(cell.coldStart().medianSeconds())
                        + (cell.coldStart().sigma() == 0
                                ? ", fixed"
                                : ", log-normal with sigma "
                                        + Words.number(cell.coldStart().sigma()))));
        facts.add(new Fact("router", Words.router(cell.router())));
        facts.add(new Fact(
                "objective",
                "first token within " + Words.length(cell.objective().timeToFirstToken()) + ", then a token within "
                        + Words.length(cell.objective().timePerOutputToken()) + " in the mean"));
        facts.add(new Fact("replicas", cell.minReplicas() + " to " + cell.maxReplicas()));
        if (!cell.perturbation().faults().isEmpty()) {
            facts.add(
                    new Fact("perturbed", String.join(", ", cell.perturbation().faults())));
        }
        return facts;
    }

    private static List<Played> runs(Board board, String id) {
        List<Played> runs = new ArrayList<>();
        for (Standing standing : Stream.concat(
                        board.standings().stream(), board.known().stream().limit(1))
                .toList()) {
            Result result = standing.results().getFirst();
            String anchor = id + "r" + (runs.size() + 1) + "d";
            boolean open = standing.policy().equals(Board.OURS) || runs.isEmpty();
            List<Change> changes = result.outcome().course().changes();
            int listed = Math.min(LISTED, changes.size());
            runs.add(new Played(
                    anchor,
                    standing.policy(),
                    board.knobs(standing),
                    open,
                    Words.number(result.outcome().score().gpuHours()) + " GPU-hours, "
                            + Words.percent(result.outcome().score().sloAttainment()) + " in time, " + changes.size()
                            + " changes of the size (seed " + result.seed() + ")",
                    new Picture(
                            Curve.of(result, WIDE, 330, anchor, listed), Curve.of(result, NARROW, 330, anchor, listed)),
                    listed(changes.subList(0, listed), anchor),
                    changes.size() - listed));
        }
        return runs;
    }

    private static List<Listed> listed(List<Change> changes, String anchor) {
        List<Listed> listed = new ArrayList<>();
        for (Change change : changes) {
            listed.add(new Listed(
                    anchor + listed.size(),
                    Words.clock(change.atSeconds()),
                    change.from(),
                    change.to(),
                    change.to() > change.from() ? "up" : "down",
                    change.why()));
        }
        return listed;
    }
}
