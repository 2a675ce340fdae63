package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.replay.Course.Change;
import dev.bailiwick.lab.replay.Score.Percentiles;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts a run that is over, by the rules of research autoscaling-review 2. */
final class Scoring {
    private static final long FLIP_WITHIN = 10 * Nanos.MINUTE;

    private final Trace trace;
    private final Cell cell;
    private final Ledger ledger;
    private final long countedFrom;
    private final BitSet infeasible;

    Scoring(Cell cell, Ledger ledger, long countedFrom) {
        this.cell = cell;
        this.trace = cell.trace();
        this.ledger = ledger;
        this.countedFrom = countedFrom;
        this.infeasible = new Alone(cell.engine(), cell.objective()).infeasible(trace);
    }

    boolean feasible(int request) {
        return !infeasible.get(request);
    }

    /** Whether a request was answered late or not at all. */
    boolean missed(int request) {
        long first = ledger.firstTokenAt(request);
        return !ledger.answered(request)
                || cell.objective()
                        .missed(
                                first - arrivedAt(request),
                                first,
                                ledger.lastTokenAt(request),
                                trace.outputTokens(request));
    }

    Score score(Bill bill, List<Change> changes, long preemptions) {
        int first = firstCounted();
        Windows windows = new Windows();
        long feasible = 0;
        long met = 0;
        for (int request = first; request < trace.requests(); request++) {
            if (feasible(request)) {
                boolean missed = missed(request);
                feasible++;
                met += missed ? 0 : 1;
                windows.count(arrivedAt(request) - countedFrom, missed);
            }
        }
        windows.close();
        int requests = trace.requests() - first;
        return new Score(
                feasible == 0 ? 1 : met / (double) feasible,
                windows.okShare(),
                windows.worst(),
                windows.longestBadSeconds(),
                requests - feasible,
                bill.hours() * cell.engine().accelerators(),
                percentiles(timesToFirstToken(first)),
                percentiles(timesPerOutputToken(first)),
                bill.orders(),
                changes.stream().filter(this::counts).count(),
                flips(changes),
                zeroHits(first),
                percentile(zeroWaits(first), 0.95),
                preemptions,
                requests);
    }

    private long arrivedAt(int request) {
        return Nanos.of(trace.atSeconds(request));
    }

    private boolean counts(Change change) {
        return change.atSeconds() >= Nanos.seconds(countedFrom) && change.atSeconds() <= trace.seconds();
    }

    private int firstCounted() {
        int first = 0;
        while (first < trace.requests() && arrivedAt(first) < countedFrom) {
            first++;
        }
        return first;
    }

    private long flips(List<Change> changes) {
        long flips = 0;
        for (int i = 1; i < changes.size(); i++) {
            Change before = changes.get(i - 1);
            Change change = changes.get(i);
            boolean turned = (before.to() > before.from()) != (change.to() > change.from());
            boolean soon = change.atSeconds() - before.atSeconds() <= Nanos.seconds(FLIP_WITHIN);
            flips += counts(change) && turned && soon ? 1 : 0;
        }
        return flips;
    }

    private double[] timesToFirstToken(int first) {
        double[] times = new double[trace.requests() - first];
        int answered = 0;
        for (int request = first; request < trace.requests(); request++) {
            if (ledger.answered(request)) {
                times[answered++] = Nanos.seconds(ledger.firstTokenAt(request) - arrivedAt(request));
            }
        }
        return Arrays.copyOf(times, answered);
    }

    private double[] timesPerOutputToken(int first) {
        double[] times = new double[trace.requests() - first];
        int answered = 0;
        for (int request = first; request < trace.requests(); request++) {
            int gaps = trace.outputTokens(request) - 1;
            if (ledger.answered(request) && gaps > 0) {
                times[answered++] =
                        (ledger.lastTokenAt(request) - ledger.firstTokenAt(request)) / ((double) gaps * Nanos.SECOND);
            }
        }
        return Arrays.copyOf(times, answered);
    }

    private long zeroHits(int first) {
        long hits = 0;
        for (int request = first; request < trace.requests(); request++) {
            hits += ledger.waitedForReplica(request) ? 1 : 0;
        }
        return hits;
    }

    private double[] zeroWaits(int first) {
        double[] waits = new double[(int) zeroHits(first)];
        int hits = 0;
        for (int request = first; request < trace.requests(); request++) {
            if (ledger.waitedForReplica(request)) {
                waits[hits++] = Nanos.seconds(ledger.boundAt(request) - arrivedAt(request));
            }
        }
        return waits;
    }

    private static @Nullable Percentiles percentiles(double[] values) {
        Double median = percentile(values, 0.5);
        Double p95 = percentile(values, 0.95);
        Double p99 = percentile(values, 0.99);
        return median == null || p95 == null || p99 == null ? null : new Percentiles(median, p95, p99);
    }

    /** The nearest-rank percentile; reorders the values. */
    private static @Nullable Double percentile(double[] values, double share) {
        if (values.length == 0) {
            return null;
        }
        return Selection.at(values, Math.max(0, (int) Math.ceil(share * values.length) - 1));
    }
}
