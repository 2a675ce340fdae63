package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import java.util.Comparator;
import java.util.List;

/**
 * The choice of a setting from a grid that was run on one seed, which no judged run has (research autoscaling-review 7).
 */
public final class Tuning {
    private Tuning() {}

    /** On how much of a cell settings are tried, in seconds. */
    private static final double TRIED = 12 * 3_600;

    /** The part of a cell on which settings are tried: its history and the first 12 hours that count. */
    public static Cell part(Cell cell) {
        double seconds = cell.historySeconds() + TRIED;
        return cell.trace().seconds() <= seconds ? cell : cell.with(cell.trace().cut(0, seconds));
    }

    /** The seed of tuning runs where the judged ones have seeds 1 to {@code seeds}. */
    public static long seed(int seeds) {
        return seeds + 1L;
    }

    /**
     * The cheapest run that is valid on its seed; where none is, the one with the highest attainment, the cheaper first.
     *
     * @param grid runs of one policy in one cell, one for each setting, at least one
     */
    public static Result best(List<Result> grid) {
        Comparator<Result> cheapest =
                Comparator.comparingDouble(result -> result.outcome().score().gpuHours());
        return grid.stream()
                .filter(result -> valid(result.outcome().score()))
                .min(cheapest)
                .orElseGet(() -> grid.stream()
                        .min(Comparator.<Result>comparingDouble(
                                        result -> -result.outcome().score().sloAttainment())
                                .thenComparing(cheapest))
                        .orElseThrow());
    }

    private static boolean valid(Score score) {
        Double windows = score.windowsOk();
        return score.sloAttainment() >= Score.VALID_ATTAINMENT && (windows == null || windows >= Score.VALID_WINDOWS);
    }
}
