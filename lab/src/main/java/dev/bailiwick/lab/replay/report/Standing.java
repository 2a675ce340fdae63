package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A policy at one setting in one cell, over its seeds. It is valid when the attainment is 99 % or more in the mean and
 * 98.7 % or more on every seed, and 97 % or more of the windows are good (research autoscaling-review 2).
 *
 * @param policy the policy's name
 * @param setting the setting
 * @param results its runs, by seed
 * @param attainment share of counted requests that are no miss
 * @param windowsOk share of 5-minute windows that reach 99 %; null when no run had such windows
 * @param gpuHours GPU-hours
 * @param coldStarts pods ordered
 * @param flips reversals within 10 minutes
 * @param failings why it is not valid, in few words each; empty when it is
 */
public record Standing(
        String policy,
        Setting setting,
        List<Result> results,
        Spread attainment,
        @Nullable Spread windowsOk,
        Spread gpuHours,
        Spread coldStarts,
        Spread flips,
        List<String> failings) {
    private static final double LEAST_ATTAINMENT = 0.987;

    /** Copies the lists. */
    public Standing {
        results = List.copyOf(results);
        failings = List.copyOf(failings);
    }

    /** The standing of the runs of one setting, one for each seed, at least one. */
    static Standing of(List<Result> results) {
        Spread attainment = spread(results, Score::sloAttainment);
        List<Result> windowed = results.stream()
                .filter(result -> result.outcome().score().windowsOk() != null)
                .toList();
        @Nullable Spread windows = windowed.isEmpty() ? null : spread(windowed, Standing::windows);
        return new Standing(
                results.getFirst().policy(),
                results.getFirst().setting(),
                results,
                attainment,
                windows,
                spread(results, Score::gpuHours),
                spread(results, Score::coldStarts),
                spread(results, Score::flips),
                failings(attainment, windows));
    }

    /** Whether its cost may be compared. */
    public boolean valid() {
        return failings.isEmpty();
    }

    private static double windows(Score score) {
        Double share = score.windowsOk();
        return share == null ? 0 : share;
    }

    private static Spread spread(List<Result> results, ToDoubleFunction<Score> quantity) {
        return Spread.of(results.stream()
                .map(result -> result.outcome().score())
                .mapToDouble(quantity)
                .toArray());
    }

    private static List<String> failings(Spread attainment, @Nullable Spread windows) {
        List<String> failings = new ArrayList<>();
        if (attainment.mean() < Score.VALID_ATTAINMENT) {
            failings.add("attainment " + Words.percent(attainment.mean()) + " < 99 %");
        } else if (attainment.min() < LEAST_ATTAINMENT) {
            failings.add("a seed at " + Words.percent(attainment.min()) + " < 98.7 %");
        }
        if (windows != null && windows.mean() < Score.VALID_WINDOWS) {
            failings.add("good windows " + Words.percent(windows.mean()) + " < 97 %");
        }
        return failings;
    }
}
