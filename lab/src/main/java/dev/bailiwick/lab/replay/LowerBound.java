package dev.bailiwick.lab.replay;

import java.util.Arrays;
import java.util.BitSet;

/**
 * GPU-hours that no schedule of replicas can go below at an attainment, whatever it knows: a relaxation of the cell in
 * which replicas start at once, may be fractions, and share one pool, and in which each request costs what it adds to
 * the cheapest steps. {@code docs/bounds.md} has the proof. It holds where nothing is perturbed.
 */
public final class LowerBound {
    /** Lengths of the slices of time that are looked at, in seconds; each gives a bound, and the highest counts. */
    private static final double[] SLICES = {60, 300, 1800, Double.POSITIVE_INFINITY};
    /** A step's time is rounded to whole nanoseconds; steps last a microsecond at least. */
    private static final double ROUNDING = 1 - 1e-3;

    private final Cell cell;
    private final double from;
    private final double to;

    private LowerBound(Cell cell) {
        this.cell = cell;
        this.from = Nanos.seconds(cell.countedFrom().toNanos());
        this.to = cell.trace().seconds();
    }

    /** Whether the bound holds for a cell. */
    public static boolean holds(Cell cell) {
        return cell.perturbation().faults().isEmpty();
    }

    /**
     * The bound in GPU-hours of the counted interval, of a cell for which it {@link #holds}.
     *
     * @param attainment share of feasible requests that must not miss, 0 to 1
     */
    public static double gpuHours(Cell cell, double attainment) {
        return new LowerBound(cell).hours(attainment);
    }

    private double hours(double attainment) {
        if (to <= from) {
            return 0;
        }
        Trace trace = cell.trace();
        BitSet infeasible = new Alone(cell.engine(), cell.objective()).infeasible(trace);
        RequestWork requestWork = requestWork(trace, infeasible);
        double[] work = new double[trace.requests()];
        int counted = 0;
        int feasible = 0;
        for (int request = 0; request < trace.requests(); request++) {
            if (trace.atSeconds(request) >= from && !infeasible.get(request)) {
                feasible++;
                if (deadline(request) <= to) {
                    work[request] = requestWork.seconds(trace.promptTokens(request), trace.outputTokens(request));
                    counted++;
                }
            }
        }
        double forgiven = heaviest(work, (int) Math.min(counted, Math.floor((1 - attainment) * feasible + 1e-9)));
        double replicaSeconds = 0;
        for (double slice : SLICES) {
            replicaSeconds = Math.max(replicaSeconds, replicaSeconds(work, slice) - forgiven);
        }
        double floor = cell.minReplicas() * (to - from);
        return Math.max(replicaSeconds, floor) * ROUNDING * cell.engine().accelerators() / 3600;
    }

    private RequestWork requestWork(Trace trace, BitSet infeasible) {
        double decoded = 0;
        double prefilled = 0;
        for (int request = 0; request < trace.requests(); request++) {
            if (trace.atSeconds(request) >= from && !infeasible.get(request)) {
                decoded += trace.outputTokens(request) - 1;
                prefilled += trace.promptTokens(request);
            }
        }
        return RequestWork.of(cell.engine(), decoded, prefilled);
    }

    /** The latest moment at which the answer of a request that is no miss can end, in seconds. */
    private double deadline(int request) {
        Objective objective = cell.objective();
        return cell.trace().atSeconds(request)
                + Nanos.seconds(objective.timeToFirstToken().toNanos())
                + Nanos.seconds(objective.timePerOutputToken().toNanos())
                        * (cell.trace().outputTokens(request) - 1);
    }

    /** What the heaviest so many requests cost together. */
    private static double heaviest(double[] work, int requests) {
        double[] sorted = work.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = sorted.length - requests; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return sum;
    }

    /**
     * Replica-seconds of slices of this length, each at least what has to be done within it, and at least the fewest
     * replicas.
     */
    private double replicaSeconds(double[] work, double slice) {
        double length = Math.min(slice, to - from);
        double[] within = new double[(int) Math.ceil((to - from) / length)];
        for (int request = 0; request < work.length; request++) {
            if (work[request] > 0) {
                int first = Math.min(within.length - 1, slice(cell.trace().atSeconds(request), length));
                int last = Math.min(within.length - 1, slice(deadline(request), length));
                within[first] += first == last ? work[request] : 0;
            }
        }
        double sum = 0;
        for (int i = 0; i < within.length; i++) {
            double seconds = Math.min(length, to - from - i * length);
            sum += Math.max(within[i], cell.minReplicas() * seconds);
        }
        return sum;
    }

    private int slice(double atSeconds, double length) {
        return (int) ((atSeconds - from) / length);
    }
}
