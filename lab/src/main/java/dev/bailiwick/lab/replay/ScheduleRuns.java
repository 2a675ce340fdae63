package dev.bailiwick.lab.replay;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/**
 * Runs of schedules in one cell with one seed. They begin as every policy's run does and meet the same chances, so that
 * the schedule that a policy came to gives the policy's own outcome; but nothing is scraped, and what is the same for all
 * of them is done once. Safe for use by several threads at once.
 */
public final class ScheduleRuns {
    /** Before what is looked at of a steady size, so that replicas are not idle when it begins. */
    private static final double LEAD_SECONDS = 300;

    private final Cell cell;
    private final Chance chance;
    private final int warm;
    private final long countedFrom;
    private final BitSet infeasible;
    private final int[] counted;

    private ScheduleRuns(Cell cell, long seed, long countedFrom) {
        this.chance = new Chance(seed);
        this.warm = new WarmStart(cell, chance).size();
        this.cell = cell.with(new PerturbedTrace(chance, cell.middleSeconds()).of(cell.trace(), cell.perturbation()));
        this.countedFrom = countedFrom;
        this.infeasible = new Alone(cell.engine(), cell.objective()).infeasible(this.cell.trace());
        this.counted = counted();
    }

    /** Runs that are counted as every published one is. */
    public static ScheduleRuns of(Cell cell, long seed) {
        return countedFrom(cell, seed, cell.countedFrom());
    }

    /** Runs that are counted from another time on, of whole minutes. */
    public static ScheduleRuns countedFrom(Cell cell, long seed, Duration from) {
        return new ScheduleRuns(cell, seed, from.toNanos());
    }

    /** The place, whose trace is as the perturbation leaves it. */
    public Cell cell() {
        return cell;
    }

    /** Replicas with which a run begins. */
    public int warm() {
        return warm;
    }

    /** The first minute that counts. */
    public int countedFromMinute() {
        return (int) (countedFrom / Nanos.MINUTE);
    }

    /** Minutes of the trace, of which the last may be shorter. */
    public int minutes() {
        return counted.length;
    }

    /** Requests of a minute that count and are feasible. */
    public int counted(int minute) {
        return counted[minute];
    }

    /** Runs a schedule and counts by the minute, which is the quicker way. */
    public Tally tally(Schedule schedule) {
        Play play = new Play(cell, schedule, chance, warm, countedFrom);
        play.run();
        int[] misses = new int[counted.length];
        Ledger ledger = play.ledger();
        for (int request = 0; request < cell.trace().requests(); request++) {
            if (missed(ledger, cell.trace(), request, request) && at(request) >= countedFrom) {
                misses[minute(request)]++;
            }
        }
        long[] paid = new long[counted.length];
        play.bill().paid().forEach(time -> spread(time, paid));
        return new Tally(misses, paid);
    }

    /** Runs a schedule and scores it as a policy's run is scored. */
    public Outcome outcome(Schedule schedule) {
        return new Play(cell, schedule, chance, warm, countedFrom).play();
    }

    /**
     * What a size that is held would miss in a part of the trace, minute by minute: five minutes before the part begin on
     * idle replicas, and nothing is perturbed but the requests. What is before the counted interval is told too.
     *
     * @param fromMinute where the part begins
     * @param toMinute where it ends, the minute excluded
     * @param size replicas, 1 or more
     */
    public int[] steady(int fromMinute, int toMinute, int size) {
        double start = Math.max(0, fromMinute * 60.0 - LEAD_SECONDS);
        Trace part = cell.trace().cut(start, toMinute * 60.0 - start);
        Play play = new Play(cell.held(part, size), new Schedule(List.of()), chance, size, 0);
        play.run();
        int first = firstFrom(start);
        int[] misses = new int[toMinute - fromMinute];
        for (int request = 0; request < part.requests(); request++) {
            int minute = minute(first + request) - fromMinute;
            if (minute >= 0 && minute < misses.length && missed(play.ledger(), part, request, first + request)) {
                misses[minute]++;
            }
        }
        return misses;
    }

    private int[] counted() {
        int[] counts = new int[(int) (Nanos.of(cell.trace().seconds()) / Nanos.MINUTE) + 1];
        for (int request = 0; request < cell.trace().requests(); request++) {
            if (at(request) >= countedFrom && !infeasible.get(request)) {
                counts[minute(request)]++;
            }
        }
        return counts;
    }

    /** Whether a feasible request was missed; by its number in what was played, and in the whole trace. */
    private boolean missed(Ledger ledger, Trace played, int request, int ofAll) {
        if (infeasible.get(ofAll)) {
            return false;
        }
        long first = ledger.firstTokenAt(request);
        return !ledger.answered(request)
                || cell.objective()
                        .missed(
                                first - Nanos.of(played.atSeconds(request)),
                                first,
                                ledger.lastTokenAt(request),
                                played.outputTokens(request));
    }

    private static void spread(Bill.Paid time, long[] minutes) {
        for (long from = time.from(); from < time.to(); ) {
            int minute = (int) (from / Nanos.MINUTE);
            long to = Math.min(time.to(), (minute + 1) * Nanos.MINUTE);
            minutes[minute] += to - from;
            from = to;
        }
    }

    private long at(int request) {
        return Nanos.of(cell.trace().atSeconds(request));
    }

    private int minute(int request) {
        return (int) (at(request) / Nanos.MINUTE);
    }

    private int firstFrom(double second) {
        int low = 0;
        int high = cell.trace().requests();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cell.trace().atSeconds(middle) < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
