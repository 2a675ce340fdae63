package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.ScheduleRuns;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What each size would miss in each minute if it were held: a guess at what a schedule needs when, made of short runs of
 * half an hour, in which a size that is too small cannot drag a backlog along for hours.
 */
final class Steady {
    private static final int PART = 30;
    /** Below this share of misses a larger size is not tried, above the other a smaller one. */
    private static final double ENOUGH = 0.0005;

    private static final double HOPELESS = 0.5;
    /** Sizes above this are tried in steps of an eighth; between them misses are on a line. */
    private static final int CLOSE = 8;

    private final ScheduleRuns runs;
    private final int fewest;
    private final int most;
    private final int[][] misses;
    private int guess;

    private Steady(ScheduleRuns runs) {
        this.runs = runs;
        this.fewest = Math.max(1, runs.cell().minReplicas());
        this.most = runs.cell().maxReplicas();
        this.misses = new int[most + 1][runs.minutes()];
        this.guess = Math.clamp(runs.warm(), fewest, most);
    }

    static Steady of(ScheduleRuns runs) {
        Steady steady = new Steady(runs);
        for (int from = runs.countedFromMinute(); from < runs.minutes(); from += PART) {
            steady.part(from, Math.min(runs.minutes(), from + PART));
        }
        return steady;
    }

    /** Requests that a size misses in a minute. */
    int misses(int size, int minute) {
        return misses[size][minute];
    }

    private void part(int from, int to) {
        int requests = 0;
        for (int minute = from; minute < to; minute++) {
            requests += runs.counted(minute);
        }
        NavigableMap<Integer, int[]> tried = new TreeMap<>();
        if (requests > 0) {
            int size = guess;
            while (share(tried, size, from, to, requests) > ENOUGH && size < most) {
                size = Math.min(most, size + step(size));
            }
            size = tried.firstKey();
            while (share(tried, size, from, to, requests) < HOPELESS && size > fewest) {
                size = Math.max(fewest, size - step(size));
            }
            int few = requests;
            guess = tried.entrySet().stream()
                    .filter(entry -> sum(entry.getValue()) <= ENOUGH * few)
                    .mapToInt(Map.Entry::getKey)
                    .findFirst()
                    .orElse(most);
        }
        fill(tried, from, to);
    }

    private double share(NavigableMap<Integer, int[]> tried, int size, int from, int to, int requests) {
        return sum(tried.computeIfAbsent(size, held -> runs.steady(from, to, held))) / (double) requests;
    }

    private static int step(int size) {
        return size < CLOSE ? 1 : size / CLOSE;
    }

    private static int sum(int[] misses) {
        int sum = 0;
        for (int minute : misses) {
            sum += minute;
        }
        return sum;
    }

    /** Sizes below those that were tried miss everything, those above nothing. */
    private void fill(NavigableMap<Integer, int[]> tried, int from, int to) {
        for (int size = 0; size <= most; size++) {
            Map.Entry<Integer, int[]> below = tried.floorEntry(size);
            Map.Entry<Integer, int[]> above = tried.ceilingEntry(size);
            for (int minute = from; minute < to; minute++) {
                int at = minute - from;
                if (above == null) {
                    misses[size][minute] = size == 0 ? runs.counted(minute) : 0;
                } else if (below == null) {
                    misses[size][minute] = runs.counted(minute);
                } else {
                    int width = above.getKey() - below.getKey();
                    double part = width == 0 ? 0 : (size - below.getKey()) / (double) width;
                    misses[size][minute] =
                            (int) Math.round(below.getValue()[at] * (1 - part) + above.getValue()[at] * part);
                }
            }
        }
    }
}
