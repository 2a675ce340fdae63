package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.causal.Causal;
import dev.bailiwick.lab.replay.matrix.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the policies stand in one cell.
 *
 * @param cell the cell
 * @param standings judged settings, valid ones first and the cheapest of them before all; the others by falling attainment
 * @param known what is no policy but what they are held against: the best known schedules and the best fixed size, the
 *     lowest level of attainment first
 * @param grid settings that were only run to tune in just this cell, in their order
 * @param tuned whether policies were tuned, here or on a part of this cell
 */
public record Board(Cell cell, List<Standing> standings, List<Standing> known, List<Standing> grid, boolean tuned) {
    /** The policy whose losses are told first. */
    static final String OURS = "ours";

    /** What knows more than a policy may. It stands in the table, and is nobody's rival. */
    private static final Set<String> REFERENCES = Set.of(Search.BEST_KNOWN, Search.BEST_STATIC, Causal.NAME);

    private static final Comparator<Standing> ORDER = Comparator.comparing((Standing standing) -> !standing.valid())
            .thenComparingDouble(standing -> standing.valid()
                    ? standing.gpuHours().mean()
                    : -standing.attainment().mean())
            .thenComparing(Standing::policy)
            .thenComparing(standing -> standing.setting().toString());

    private static final List<String> KNOWN = List.of(Search.BEST_KNOWN, Search.BEST_STATIC);

    private static final Comparator<Standing> BY_LEVEL = Comparator.comparingInt(
                    (Standing standing) -> KNOWN.indexOf(standing.policy()))
            .thenComparingDouble(standing -> standing.setting().get(Search.ATTAINMENT));

    /** Knobs that are few enough to be told each time. */
    private static final int FEW = 2;

    private record Key(String policy, Setting setting) {}

    /** Copies the lists. */
    public Board {
        standings = List.copyOf(standings);
        known = List.copyOf(known);
        grid = List.copyOf(grid);
    }

    /** The boards of all cells: those first in which ours loses most, then those that nobody holds, then the others. */
    public static List<Board> of(List<Result> judged, List<Result> tuning) {
        SequencedMap<Cell, List<Result>> cells = new LinkedHashMap<>();
        judged.forEach(result ->
                cells.computeIfAbsent(result.cell(), cell -> new ArrayList<>()).add(result));
        List<Board> boards = new ArrayList<>();
        cells.forEach((cell, results) -> boards.add(new Board(
                cell,
                standings(results).stream()
                        .filter(standing -> !KNOWN.contains(standing.policy()))
                        .sorted(ORDER)
                        .toList(),
                standings(results).stream()
                        .filter(standing -> KNOWN.contains(standing.policy()))
                        .sorted(BY_LEVEL)
                        .toList(),
                standings(tuning.stream()
                        .filter(result -> result.cell().equals(cell))
                        .toList()),
                !tuning.isEmpty())));
        boards.sort(Comparator.comparing((Board board) -> board.verdict().rank())
                .thenComparingDouble(board -> -board.verdict().ratio()));
        return boards;
    }

    private static List<Standing> standings(List<Result> results) {
        Map<Key, List<Result>> settings = new LinkedHashMap<>();
        results.forEach(
                result -> settings.computeIfAbsent(new Key(result.policy(), result.setting()), key -> new ArrayList<>())
                        .add(result));
        return settings.values().stream().map(Standing::of).toList();
    }

    /** Whether a name is that of a reference, which knows more than a policy may and is no rival of one. */
    public static boolean reference(String policy) {
        return REFERENCES.contains(policy);
    }

    /** The cheapest valid setting of any policy, references left out. */
    public Optional<Standing> cheapest() {
        return valid().findFirst();
    }

    /** The cheapest valid setting of ours, or of the others, references left out. */
    Optional<Standing> cheapest(boolean ours) {
        return valid().filter(standing -> standing.policy().equals(OURS) == ours)
                .findFirst();
    }

    private Stream<Standing> valid() {
        return standings.stream().filter(Standing::valid).filter(standing -> !reference(standing.policy()));
    }

    /** What of {@link #known} was found at the attainment that makes a setting valid. */
    Optional<Standing> known(String name) {
        return known.stream()
                .filter(standing -> standing.policy().equals(name))
                .filter(standing -> standing.setting().get(Search.ATTAINMENT) == Score.VALID_ATTAINMENT)
                .findFirst();
    }

    /** GPU-hours of the lower bound, from the first ratio to it that there is. */
    Optional<Double> lowerBound() {
        return standings.stream()
                .flatMap(standing -> standing.results().stream())
                .flatMap(result -> Optional.ofNullable(result.gpuHoursOverLowerBound())
                        .map(ratio -> result.outcome().score().gpuHours() / ratio)
                        .stream())
                .findFirst();
    }

    /** GPU-hours of a valid setting over those of the cheapest; empty when it is not valid, since cost is not compared then. */
    public Optional<Double> overCheapest(Standing standing) {
        return cheapest()
                .filter(best -> standing.valid())
                .map(best -> standing.gpuHours().mean() / best.gpuHours().mean())
                .filter(Double::isFinite);
    }

    /**
     * The knobs by which one knows a setting from the others of its policy that are judged; all of them where there are few,
     * empty where there is no other.
     */
    public String knobs(Standing standing) {
        SequencedMap<String, Double> values = standing.setting().values();
        if (values.size() <= FEW) {
            return standing.setting().toString();
        }
        SequencedMap<String, Double> told = new LinkedHashMap<>();
        values.forEach((knob, value) -> {
            boolean differs = standings.stream()
                    .filter(other -> other.policy().equals(standing.policy()))
                    .anyMatch(other -> !value.equals(other.setting().values().get(knob)));
            if (differs) {
                told.put(knob, value);
            }
        });
        return new Setting(told).toString();
    }

    /** A policy with the knobs by which one knows it. */
    String named(Standing standing) {
        String knobs = knobs(standing);
        return knobs.isEmpty() ? standing.policy() : standing.policy() + " (" + knobs + ")";
    }

    /** How much of the regret of the best tuned policy of the others ours closes, in percent, where it can be told. */
    Optional<Double> regretClosed() {
        return new Claims(this).regretClosed();
    }

    /** How ours does in this cell. */
    public Verdict verdict() {
        return Verdict.of(this);
    }

    /** What may be claimed from this cell and what may not, and the regret that ours closes where it can be told. */
    public String claim() {
        Claims claims = new Claims(this);
        return claims.sentence()
                + claims.regretSentence().map(closed -> " " + closed).orElse("");
    }
}
