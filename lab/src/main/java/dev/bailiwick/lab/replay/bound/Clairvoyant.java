package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.Schedule.Step;
import dev.bailiwick.lab.replay.ScheduleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes a schedule by dynamic programming: minute by minute the size at which replicas, the misses that {@link Steady}
 * guesses, and the changes of the size cost least together; then each start is ordered earlier by the time that it takes.
 */
final class Clairvoyant {
    private static final long MINUTE = 60_000_000_000L;
    /** About how long a drain is paid. */
    private static final double DRAIN = 15e9;

    private static final double WINDOW_SHARE = 0.01;
    private static final int LOOKED_AT = 40;

    private final ScheduleRuns runs;
    private final Steady steady;
    private final long start;

    Clairvoyant(ScheduleRuns runs, Steady steady) {
        this.runs = runs;
        this.steady = steady;
        Cell.ColdStart cold = runs.cell().coldStart();
        this.start = Math.round(cold.medianSeconds() * StrictMath.exp(cold.sigma()) * 1e9);
    }

    /** The size of each minute that costs least at a price. */
    int[] path(Price price) {
        int fewest = runs.cell().minReplicas();
        int sizes = runs.cell().maxReplicas() - fewest + 1;
        int minutes = runs.minutes();
        int[][] before = new int[minutes][sizes];
        double[] cost = new double[sizes];
        for (int minute = 0; minute < minutes; minute++) {
            double[] reached = reached(cost, before[minute], minute < runs.countedFromMinute());
            for (int i = 0; i < sizes; i++) {
                cost[i] = reached[i] + held(fewest + i, minute, price);
            }
        }
        int at = 0;
        for (int i = 1; i < sizes; i++) {
            at = cost[i] < cost[at] ? i : at;
        }
        int[] path = new int[minutes];
        for (int minute = minutes - 1; minute >= 0; minute--) {
            path[minute] = fewest + at;
            at = before[minute][at];
        }
        return path;
    }

    /**
     * About the price at which the guess is that as many misses are had as a goal allows, a bad window as dear as the
     * misses that make it bad.
     */
    Price price(Goal goal) {
        double window = WINDOW_SHARE * goal.feasible() / Math.max(1, goal.windows());
        double low = 1e6;
        double high = 1e15;
        for (int i = 0; i < 24; i++) {
            double middle = Math.sqrt(low * high);
            if (misses(path(new Price(middle, middle * window))) <= goal.missesAllowed()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Price(high, high * window);
    }

    private long misses(int[] path) {
        long misses = 0;
        for (int minute = runs.countedFromMinute(); minute < path.length; minute++) {
            misses += steady.misses(path[minute], minute);
        }
        return misses;
    }

    /** The schedule under which each size of a path is up when its minute begins. */
    Schedule schedule(int[] path) {
        TreeSet<Long> moments = new TreeSet<>(List.of(0L));
        for (int minute = 1; minute < path.length; minute++) {
            if (path[minute] != path[minute - 1]) {
                moments.add(minute * MINUTE);
                moments.add(Math.max(0, minute * MINUTE - start));
            }
        }
        List<Step> steps = new ArrayList<>();
        for (long moment : moments) {
            int size = 0;
            int last = (int) Math.min(path.length - 1, (moment + start) / MINUTE);
            for (int minute = (int) (moment / MINUTE); minute <= last; minute++) {
                size = Math.max(size, path[minute]);
            }
            if (steps.isEmpty() || steps.getLast().size() != size) {
                steps.add(new Step(moment, size));
            }
        }
        return new Schedule(steps);
    }

    /** What it costs at least to come to each size from those of the minute before, and from which. */
    private double[] reached(double[] cost, int[] from, boolean free) {
        double up = free ? 0 : start;
        double down = free ? 0 : DRAIN;
        double[] reached = cost.clone();
        for (int i = 0; i < cost.length; i++) {
            from[i] = i;
            if (i > 0 && reached[i - 1] + up < reached[i]) {
                reached[i] = reached[i - 1] + up;
                from[i] = from[i - 1];
            }
        }
        for (int i = cost.length - 2; i >= 0; i--) {
            if (reached[i + 1] + down < reached[i]) {
                reached[i] = reached[i + 1] + down;
                from[i] = from[i + 1];
            }
        }
        return reached;
    }

    private double held(int size, int minute, Price price) {
        return minute < runs.countedFromMinute()
                ? 0
                : size * (double) MINUTE
                        + price.miss() * steady.misses(size, minute)
                        + price.badWindow() * badShare(size, minute);
    }

    /** The part of a window's badness that a minute has: a fifth when it alone misses too much. */
    private double badShare(int size, int minute) {
        int requests = runs.counted(minute);
        return requests < LOOKED_AT
                ? 0
                : Math.min(1, steady.misses(size, minute) / (WINDOW_SHARE * requests)) / Goal.WINDOW;
    }
}
