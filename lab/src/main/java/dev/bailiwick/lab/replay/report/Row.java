package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting in the table of a cell, and each of its seeds.
 *
 * @param policy the policy
 * @param knobs what tells the setting from others of the policy, may be empty
 * @param setting all of the setting, may be empty
 * @param kind own, known (what is held against) or peer, for the style
 * @param valid whether its cost may be compared
 * @param failings why not, in words; empty when it may
 * @param attainment mean, range and interval of the attainment
 * @param windows mean share of good windows
 * @param gpuHours mean, range and interval of the GPU-hours
 * @param ratio GPU-hours over the cheapest valid
 * @param coldStarts mean of the pods ordered
 * @param flips mean of the reversals
 * @param seeds the runs
 */
public record Row(
        String policy,
        String knobs,
        String setting,
        String kind,
        boolean valid,
        String failings,
        Value attainment,
        String windows,
        Value gpuHours,
        String ratio,
        String coldStarts,
        String flips,
        List<Seed> seeds) {
    private static final String NONE = "–";

    /** A quantity over the seeds: its mean, and its range with the 95 % interval of the mean. */
    public record Value(String mean, String range) {}

    /** One run in numbers. */
    public record Seed(
            long seed,
            String attainment,
            String windows,
            String worst,
            String longestBad,
            String gpuHours,
            String ttft,
            String tpot,
            long coldStarts,
            long flips,
            long zeroHits,
            long preemptions,
            long infeasible,
            long requests) {}

    static Row of(Board board, Standing standing) {
        Spread windows = standing.windowsOk();
        return new Row(
                standing.policy(),
                board.knobs(standing),
                standing.setting().toString(),
                standing.policy().equals(Board.OURS) ? "own" : board.known().contains(standing) ? "known" : "peer",
                standing.valid(),
                String.join("; ", standing.failings()),
                attainment(standing.attainment()),
                windows == null ? NONE : Words.percent(windows.mean()),
                hours(standing.gpuHours()),
                board.overCheapest(standing).map(Words::ratio).orElse(NONE),
                Words.number(standing.coldStarts().mean()).replaceAll("[.]0+$", ""),
                Words.number(standing.flips().mean()).replaceAll("[.]0+$", ""),
                standing.results().stream().map(Row::seed).toList());
    }

    private static Value attainment(Spread spread) {
        Double margin = spread.margin();
        return new Value(
                Words.percent(spread.mean()),
                margin == null
                        ? "one seed"
                        : Words.percent(spread.min()) + " to " + Words.percent(spread.max()) + ", ± "
                                + Words.number(margin * 100) + " points");
    }

    private static Value hours(Spread spread) {
        Double margin = spread.margin();
        return new Value(
                Words.number(spread.mean()),
                margin == null
                        ? "one seed"
                        : Words.number(spread.min()) + " to " + Words.number(spread.max()) + ", ± "
                                + Words.number(margin));
    }

    private static Seed seed(Result result) {
        Score score = result.outcome().score();
        return new Seed(
                result.seed(),
                Words.percent(score.sloAttainment()),
                share(score.windowsOk()),
                share(score.worstWindow()),
                score.longestBadSeconds() == 0 ? NONE : Words.seconds(score.longestBadSeconds()),
                Words.number(score.gpuHours()),
                three(score.ttft(), 1, "s"),
                three(score.tpot(), 1_000, "ms"),
                score.coldStarts(),
                score.flips(),
                score.zeroHits(),
                score.preemptions(),
                score.infeasible(),
                score.requests());
    }

    private static String share(@Nullable Double share) {
        return share == null ? NONE : Words.percent(share);
    }

    private static String three(Score.@Nullable Percentiles of, double factor, String unit) {
        return of == null
                ? NONE
                : Words.number(of.p50() * factor) + " / " + Words.number(of.p95() * factor) + " / "
                        + Words.number(of.p99() * factor) + " " + unit;
    }
}
