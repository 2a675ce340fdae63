package dev.bailiwick.lab.replay.causal;

/** The one thing in which the reference knows the whole trace: which candidate served it best. */
final class Hindsight {
    private static final int MINUTE = 60;

    private Hindsight() {}

    /** The candidate whose raised forecasts have the least pinball loss, one a minute; the first of equals. */
    static Candidate best(Forecasts forecasts, double quantile) {
        Candidate best = Candidate.FIVE_MINUTES;
        double least = Double.POSITIVE_INFINITY;
        for (Candidate candidate : Candidate.ALL) {
            double loss = loss(forecasts, candidate, quantile);
            if (loss < least) {
                best = candidate;
                least = loss;
            }
        }
        return best;
    }

    /** The pinball loss of a candidate over the minutes of a trace, in replicas. */
    static double loss(Forecasts forecasts, Candidate candidate, double quantile) {
        Headroom headroom = new Headroom(forecasts, candidate, quantile);
        double loss = 0;
        for (int second = forecasts.from(); forecasts.knownAt(second) <= forecasts.seconds(); second += MINUTE) {
            double missing = forecasts.came(second) - headroom.bound(second);
            loss += pinball(missing, quantile);
        }
        return loss;
    }

    /** What it costs to ask for less than comes by so much, or more where that is below zero. */
    static double pinball(double missing, double quantile) {
        return missing >= 0 ? quantile * missing : (quantile - 1) * missing;
    }
}
