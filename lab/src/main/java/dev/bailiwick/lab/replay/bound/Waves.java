package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.ScheduleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The local search. A wave cuts the trace into regions, changes the schedule a little in each of them, and runs the whole
 * once; a region that gained by its change keeps it, the others go back, and the combination is run. Prices move until the
 * whole just reaches the goal ({@code docs/adr/0031-the-best-known-schedule-is-found-in-waves.md}).
 */
final class Waves {
    private static final long MINUTE = 60_000_000_000L;
    /** A wave after so many without gain begins at the best again. */
    private static final int PATIENCE = 12;
    /** After so many waves in a row that drew no change there is nothing to change: one size alone is allowed, or nothing counts. */
    private static final int BARREN = 100;

    private final ScheduleRuns runs;
    private final Trials trials;
    private final Goal goal;
    private final Moves moves;
    private final RandomGenerator random;
    /** Windows of a region. */
    private final int length;
    /** The end of a region, in which nothing is changed, so that what was changed before it shows within the region. */
    private final long tail;

    private Tried base;
    private Price price;

    /** A part of the trace, from one window to another, and the times within it that may be changed. */
    private record Region(int fromWindow, int toWindow, long from, long to) {}

    Waves(ScheduleRuns runs, Trials trials, Goal goal, Moves moves, RandomGenerator random, Tried start, Price price) {
        this.runs = runs;
        this.trials = trials;
        this.goal = goal;
        this.moves = moves;
        this.random = random;
        this.base = start;
        this.price = price;
        double coldStart = runs.cell().coldStart().medianSeconds();
        this.tail = Math.round(coldStart + 120) * 1_000_000_000L;
        this.length = (int) Math.ceil((4 * coldStart + 900) / 300);
    }

    /**
     * Searches.
     *
     * @param last how many runs all trials may have made at the end
     */
    void search(int last) {
        int idle = 0;
        int barren = 0;
        while (trials.made() < last && barren < BARREN) {
            int before = trials.made();
            idle = wave(last) ? 0 : idle + 1;
            barren = trials.made() > before ? 0 : barren + 1;
            Tried best = trials.best(goal);
            if (best != null && idle >= PATIENCE) {
                base = best;
                idle = 0;
            }
        }
    }

    /** Makes a wave; whether the base is another after it. */
    private boolean wave(int last) {
        List<Region> regions = regions();
        Schedule moved = base.schedule();
        for (Region region : regions) {
            moved = moves.move(moved, region.from, region.to);
        }
        if (moved.equals(base.schedule())) {
            return false;
        }
        Tried wave = trials.of(moved);
        List<Change> changes =
                regions.stream().map(region -> change(region, wave)).toList();
        Price least = Change.price(
                changes,
                price,
                goal.missesAllowed() - base.tally().misses(),
                goal.badAllowed() - goal.bad(base.tally(), 0, goal.windows()));
        Schedule kept = base.schedule();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).gains(least)) {
                kept = Sizes.spliced(kept, moved, regions.get(i).from, regions.get(i).to);
            }
        }
        price = price.towards(least);
        if (kept.equals(base.schedule())) {
            return false;
        }
        if (!kept.equals(moved) && trials.made() >= last) {
            return false;
        }
        Tried combined = kept.equals(moved) ? wave : trials.of(kept);
        boolean better =
                combined.equals(trials.best(goal)) || price.of(goal, combined.tally()) < price.of(goal, base.tally());
        base = better ? combined : base;
        return better;
    }

    private Change change(Region region, Tried wave) {
        long paid = 0;
        long misses = 0;
        int end = Math.min(goal.from(region.toWindow), runs.minutes());
        for (int minute = goal.from(region.fromWindow); minute < end; minute++) {
            paid += wave.tally().paid(minute) - base.tally().paid(minute);
            misses += wave.tally().misses(minute) - base.tally().misses(minute);
        }
        int bad = goal.bad(wave.tally(), region.fromWindow, region.toWindow)
                - goal.bad(base.tally(), region.fromWindow, region.toWindow);
        return new Change(paid, misses, bad);
    }

    private List<Region> regions() {
        List<Region> regions = new ArrayList<>();
        int windows = goal.windows();
        int from = 0;
        int to = 1 + random.nextInt(length);
        while (from < windows) {
            int end = windows - to < length / 2 ? windows : to;
            long begin = from == 0 ? Math.max(0, goal.from(0) * MINUTE - tail) : goal.from(from) * MINUTE;
            long close = end == windows ? goal.from(end) * MINUTE : goal.from(end) * MINUTE - tail;
            if (close > begin) {
                regions.add(new Region(from, end, begin, close));
            }
            from = end;
            to = end + length;
        }
        return regions;
    }
}
