package dev.bailiwick.lab.replay.causal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * By what a forecast is raised: the empirical quantile of its own errors, one a minute, of the 24 hours before (research
 * autoscaling-review 5). Until two hours of them are known, the quantile of a Laplace distribution with the spread that a
 * mean of five minutes had on a development trace.
 */
final class Headroom {
    private static final int MINUTE = 60;
    private static final int KEPT = 24 * 60;
    private static final int ENOUGH = 2 * 60;
    /** Standard deviation of the logarithm of the error at 150 s (research autoscaling-review 5). */
    private static final double PRIOR = 0.148;

    private final Forecasts forecasts;
    private final Candidate candidate;
    private final double quantile;
    private final Deque<Double> inOrder = new ArrayDeque<>();
    private final double[] sorted = new double[KEPT + 1];
    private int next;

    /**
     * Nothing known yet.
     *
     * @param quantile above 0 and below 1
     */
    Headroom(Forecasts forecasts, Candidate candidate, double quantile) {
        this.forecasts = forecasts;
        this.candidate = candidate;
        this.quantile = quantile;
        this.next = forecasts.from();
    }

    /** What is to be asked for at a second, which does not fall: the forecast with its headroom. */
    double bound(int second) {
        for (; forecasts.knownAt(next) <= second; next += MINUTE) {
            add(forecasts.error(candidate, next));
        }
        return forecasts.at(candidate, second) * StrictMath.exp(raised());
    }

    /** The quantile of the logarithm of the errors known. */
    double raised() {
        int known = inOrder.size();
        if (known < ENOUGH) {
            double scale = PRIOR / Math.sqrt(2);
            return quantile < 0.5 ? scale * StrictMath.log(2 * quantile) : -scale * StrictMath.log(2 * (1 - quantile));
        }
        int rank = (int) Math.ceil((known + 1) * quantile);
        return sorted[Math.clamp(rank, 1, known) - 1];
    }

    private void add(double error) {
        if (inOrder.size() == KEPT) {
            int at = Arrays.binarySearch(sorted, 0, KEPT, inOrder.removeFirst());
            System.arraycopy(sorted, at + 1, sorted, at, KEPT - at - 1);
        }
        int known = inOrder.size();
        int found = Arrays.binarySearch(sorted, 0, known, error);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, known - at);
        sorted[at] = error;
        inOrder.addLast(error);
    }
}
