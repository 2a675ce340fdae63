package dev.bailiwick.cli.replay;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.bound.BestKnown;
import dev.bailiwick.lab.replay.matrix.Search;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Looks for the best known schedule of each cell and seed, and holds all runs against it. */
final class BestKnownRuns {
    private final OptionalInt runs;
    private final int seeds;
    private final PrintWriter out;
    private final boolean terminal;

    /**
     * Searches to be made.
     *
     * @param runs whole runs for each level; empty for as many as the trace is worth
     */
    BestKnownRuns(OptionalInt runs, int seeds, PrintWriter out, boolean terminal) {
        this.runs = runs;
        this.seeds = seeds;
        this.out = out;
        this.terminal = terminal;
    }

    /** A cell with a seed. */
    private record Place(Cell cell, long seed) {}

    /** Says how long it will take at most. */
    void announce(Execution execution, List<Cell> cells, List<Policies.Chosen> chosen) {
        double wholeRuns = 0;
        for (Cell cell : cells) {
            wholeRuns += seeds * (double) BestKnown.most(cell, chosen.size(), runs(cell));
        }
        out.println("then best-known: %d %s of %d levels, up to %.0f runs, about %s unless it was made before"
                .formatted(
                        cells.size() * seeds,
                        cells.size() * seeds == 1 ? "search" : "searches",
                        BestKnown.LEVELS.size(),
                        wholeRuns,
                        Progress.words(execution.searchEstimate(cells, wholeRuns))));
        out.flush();
    }

    /** The results with their ratios to the best known schedules, and after those of each cell what was found there. */
    List<Result> held(Execution execution, List<Result> results) {
        Map<Place, List<Course>> courses = new LinkedHashMap<>();
        results.forEach(
                result -> courses.computeIfAbsent(new Place(result.cell(), result.seed()), place -> new ArrayList<>())
                        .add(result.outcome().course()));
        List<Search> searches = new ArrayList<>();
        courses.forEach(
                (place, begun) -> searches.add(new Search(place.cell(), place.seed(), begun, runs(place.cell()))));
        int most = searches.stream().mapToInt(Search::most).sum();
        int known = searches.stream()
                .filter(execution::known)
                .mapToInt(Search::most)
                .sum();
        List<List<Result>> found = execution.found(searches, new Progress(out, terminal, most, known));
        Map<Place, Double> hours = new LinkedHashMap<>();
        List<Result> all = new ArrayList<>(results);
        for (int i = 0; i < searches.size(); i++) {
            Search search = searches.get(i);
            found.get(i).stream()
                    .filter(result -> result.policy().equals(Search.BEST_KNOWN)
                            && result.setting().get(Search.ATTAINMENT) == BestKnown.LEVELS.getFirst())
                    .forEach(result -> hours.put(
                            new Place(search.cell(), search.seed()),
                            result.outcome().score().gpuHours()));
            if (!hours.containsKey(new Place(search.cell(), search.seed()))) {
                out.println("best-known: no schedule that was tried reaches 99 %% with 97 %% of the windows good on %s,"
                                .formatted(search.cell().trace().name())
                        + " seed %d, %d replicas throughout included; there is no ratio to it"
                                .formatted(search.seed(), search.cell().maxReplicas()));
            }
            all.addAll(found.get(i));
        }
        return all.stream()
                .map(result -> result.overBestKnown(hours.getOrDefault(new Place(result.cell(), result.seed()), 0.0)))
                .toList();
    }

    private int runs(Cell cell) {
        return runs.orElseGet(() -> BestKnown.runs(cell));
    }
}
