package dev.bailiwick.lab.replay;

import java.time.Duration;

/**
 * With how many replicas a run begins: the fewest on which the requests of the first five minutes do as well as on the
 * most that the bounds allow, but no more than what 99 % of them need. It looks at the trace and never at the policy, so
 * that it is the same for every policy.
 */
final class WarmStart {
    private static final double SECONDS = 300;
    private static final double ENOUGH = 0.99;

    private final Cell cell;
    private final Chance chance;

    WarmStart(Cell cell, Chance chance) {
        this.cell = cell;
        this.chance = chance;
    }

    /** Keeps the size. */
    private record Fixed(int size) implements Scaler {
        @Override
        public Cadence cadence() {
            return new Cadence(Duration.ofDays(1), Duration.ofDays(1));
        }

        @Override
        public int decide(View view) {
            return size;
        }

        @Override
        public String why() {
            return "the size is fixed";
        }
    }

    int size() {
        Trace beginning = cell.trace().cut(0, SECONDS);
        if (beginning.requests() == 0 || cell.maxReplicas() == cell.minReplicas()) {
            return cell.minReplicas();
        }
        int fewest = Math.max(1, cell.minReplicas());
        int most = fewest;
        double attained = attained(beginning, most);
        while (attained < ENOUGH && most < cell.maxReplicas()) {
            fewest = most + 1;
            most = Math.min(cell.maxReplicas(), 2 * most);
            attained = attained(beginning, most);
        }
        double goal = Math.min(ENOUGH, attained);
        while (fewest < most) {
            int middle = (fewest + most) / 2;
            if (attained(beginning, middle) >= goal) {
                most = middle;
            } else {
                fewest = middle + 1;
            }
        }
        return most;
    }

    private double attained(Trace beginning, int size) {
        return new Play(cell.held(beginning, size), () -> new Fixed(size), chance, size, 0)
                .play()
                .score()
                .sloAttainment();
    }
}
