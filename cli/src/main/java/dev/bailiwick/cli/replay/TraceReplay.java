package dev.bailiwick.cli.replay;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.LowerBound;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.matrix.Run;
import dev.bailiwick.lab.replay.matrix.Tuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Plays traces against policies: which runs, how long they will take, and what came of them. */
final class TraceReplay {
    /** Whole runs that a quick look lets a search make for each level. */
    private static final int QUICK_SEARCH = 10;

    private final TraceOptions options;
    private final CellOptions place;
    private final List<Entrant> entrants;
    private final PrintWriter out;
    private final boolean terminal;

    TraceReplay(TraceOptions options, CellOptions place, List<Entrant> entrants, PrintWriter out, boolean terminal) {
        this.options = options;
        this.place = place;
        this.entrants = entrants;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Makes the runs.
     *
     * @param command what was typed, for the report
     */
    int run(Execution execution, String command) throws IOException {
        int seeds = options.quick ? 1 : Given.seeds(options.seeds);
        Wanted wanted = Wanted.of(options.policies);
        List<Policies.Chosen> chosen = wanted.policies() == null
                ? Policies.all(entrants)
                : Policies.named(entrants, wanted.policies(), place.most());
        BestKnownRuns known = new BestKnownRuns(search(options), seeds, out, terminal);
        Writing writing = new Writing(options, out);
        List<Cell> cells = Places.of(options, place);
        Map<Cell, Cell> parts = new HashMap<>();
        if (options.tune && !options.quick) {
            cells.forEach(cell -> parts.put(cell, Tuning.part(cell)));
        }
        List<Run> grid = grid(cells, parts, chosen, seeds);
        List<Run> judged = judged(cells, chosen, seeds);
        announce(execution, cells, chosen, seeds, grid, judged);
        if (wanted.bestKnown()) {
            known.announce(execution, cells, chosen);
        }
        List<Result> tried = made(execution, grid);
        judged.addAll(tuned(cells, parts, chosen, tried, seeds));
        List<Result> results = new ArrayList<>(made(execution, judged));
        if (wanted.bestKnown()) {
            results = known.held(execution, results);
        }
        if (wanted.lowerBound()) {
            results = bounded(results);
        }
        writing.write(results, tried, command);
        return 0;
    }

    private static OptionalInt search(TraceOptions options) {
        return options.quick && options.search == null ? OptionalInt.of(QUICK_SEARCH) : Given.search(options.search);
    }

    private static List<Run> judged(List<Cell> cells, List<Policies.Chosen> chosen, int seeds) {
        List<Run> runs = new ArrayList<>();
        for (Cell cell : cells) {
            for (Policies.Chosen policy : chosen) {
                seeded(runs, cell, policy.entrant(), policy.setting(), seeds);
            }
        }
        return runs;
    }

    /** Runs of every setting, on the parts of the cells that are for trying; none without parts. */
    private static List<Run> grid(List<Cell> cells, Map<Cell, Cell> parts, List<Policies.Chosen> chosen, int seeds) {
        List<Run> runs = new ArrayList<>();
        for (Cell cell : cells) {
            Cell part = parts.get(cell);
            for (Policies.Chosen policy : chosen) {
                if (part != null && policy.tunable()) {
                    policy.entrant()
                            .grid()
                            .forEach(setting -> runs.add(new Run(part, policy.entrant(), setting, Tuning.seed(seeds))));
                }
            }
        }
        return runs;
    }

    /** Runs of the best settings, where these are not what is judged anyway. */
    private static List<Run> tuned(
            List<Cell> cells, Map<Cell, Cell> parts, List<Policies.Chosen> chosen, List<Result> tried, int seeds) {
        List<Run> runs = new ArrayList<>();
        for (Cell cell : cells) {
            for (Policies.Chosen policy : chosen) {
                List<Result> own = tried.stream()
                        .filter(result -> result.cell().equals(parts.get(cell))
                                && result.policy().equals(policy.entrant().name()))
                        .toList();
                if (!own.isEmpty()) {
                    Setting best = Tuning.best(own).setting();
                    if (!best.equals(policy.setting())) {
                        seeded(runs, cell, policy.entrant(), best, seeds);
                    }
                }
            }
        }
        return runs;
    }

    private static void seeded(List<Run> runs, Cell cell, Entrant entrant, Setting setting, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            runs.add(new Run(cell, entrant, setting, seed));
        }
    }

    private static List<Result> bounded(List<Result> results) {
        Map<Cell, Double> bounds = new HashMap<>();
        return results.stream()
                .map(result -> result.overLowerBound(bounds.computeIfAbsent(
                        result.cell(),
                        cell -> LowerBound.holds(cell) ? LowerBound.gpuHours(cell, Score.VALID_ATTAINMENT) : 0)))
                .toList();
    }

    private void announce(
            Execution execution,
            List<Cell> cells,
            List<Policies.Chosen> chosen,
            int seeds,
            List<Run> grid,
            List<Run> judged) {
        int tuned = !grid.isEmpty()
                ? cells.size()
                        * seeds
                        * (int) chosen.stream().filter(Policies.Chosen::tunable).count()
                : 0;
        List<Run> sure = new ArrayList<>(grid);
        sure.addAll(judged);
        int known = execution.known(sure);
        out.println("%d runs: %s, %s, %s%s%s"
                .formatted(
                        judged.size(),
                        counted(cells.size(), "cell"),
                        chosen.size() == 1 ? "1 policy" : chosen.size() + " policies",
                        counted(seeds, "seed"),
                        !grid.isEmpty()
                                ? "; before them %d of settings to try, after them up to %d of the best"
                                        .formatted(grid.size(), tuned)
                                : "",
                        known == 0 ? "" : "; %d of them were made before".formatted(known)));
        if (sure.size() + tuned > known) {
            double share = (sure.size() + tuned - known) / (double) sure.size();
            out.println("about %s on %s"
                    .formatted(
                            Progress.words(execution.estimate(judged, sure.size() * share)),
                            counted(execution.threads(), "core")));
        }
        out.flush();
    }

    private List<Result> made(Execution execution, List<Run> runs) {
        return runs.isEmpty()
                ? List.of()
                : execution.results(runs, new Progress(out, terminal, runs.size(), execution.known(runs)));
    }

    private static String counted(int count, String noun) {
        return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
