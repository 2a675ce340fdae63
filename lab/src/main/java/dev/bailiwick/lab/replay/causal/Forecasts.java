package dev.bailiwick.lab.replay.causal;

/**
 * What the candidates expect at each second, of the minute that begins one lead later, from what arrived before. All in
 * replicas that the arrivals keep busy.
 */
final class Forecasts {
    private static final int MINUTE = 60;
    private static final int DAY = 86_400;
    private static final int AROUND = 5 * MINUTE;
    /** Weights of the newest minute in level and trend, and what is left of the trend a minute later; our choice. */
    private static final double LEVEL = 0.5;

    private static final double TREND = 0.1;
    private static final double DAMPED = 0.9;
    /** Below a twentieth of a replica one size serves all, so an error there is none. */
    private static final double FLOOR = 0.05;

    private final Flow flow;
    private final int lead;
    private final double[] levels;
    private final double[] trends;

    /**
     * Forecasts of some flow.
     *
     * @param leadSeconds how far ahead, above 0
     */
    Forecasts(Flow flow, int leadSeconds) {
        this.flow = flow;
        this.lead = leadSeconds;
        this.levels = new double[flow.seconds() / MINUTE];
        this.trends = new double[levels.length];
        smooth();
    }

    /**
     * Level and damped trend: l = a x + (1 - a) (l' + d b'), b = c (l - l') + (1 - c) d b' (Gardner and McKenzie,
     * Forecasting trends in time series, 1985).
     */
    private void smooth() {
        for (int minute = 0; minute < levels.length; minute++) {
            double seen = flow.rate(minute * MINUTE, (minute + 1) * MINUTE);
            double level = minute == 0 ? seen : levels[minute - 1];
            double trend = minute == 0 ? 0 : DAMPED * trends[minute - 1];
            levels[minute] = LEVEL * seen + (1 - LEVEL) * (level + trend);
            trends[minute] = TREND * (levels[minute] - level) + (1 - TREND) * trend;
        }
    }

    /** How far ahead, in seconds. */
    int lead() {
        return lead;
    }

    /** From which second on there are forecasts. */
    int from() {
        return flow.knownFrom();
    }

    /** How long the trace is, in seconds. */
    int seconds() {
        return flow.seconds();
    }

    /** What a candidate expects, at a second of the run. */
    double at(Candidate candidate, int second) {
        return switch (candidate) {
            case ONE_MINUTE -> flow.rate(second - MINUTE, second);
            case FIVE_MINUTES -> flow.rate(second - 5 * MINUTE, second);
            case TREND -> trend(second);
            case SEASON -> season(second);
        };
    }

    /** What came, as the forecast made at a second meant it. */
    double came(int second) {
        return flow.rate(second + lead, second + lead + MINUTE);
    }

    /** When it is known what came of the forecast made at a second. */
    int knownAt(int second) {
        return second + lead + MINUTE;
    }

    /** Logarithm of what came over what was expected. */
    double error(Candidate candidate, int second) {
        return StrictMath.log(Math.max(FLOOR, came(second)) / Math.max(FLOOR, at(candidate, second)));
    }

    private double trend(int second) {
        int minute = Math.min(levels.length, second / MINUTE) - 1;
        if (minute < 0) {
            return at(Candidate.ONE_MINUTE, second);
        }
        // From the middle of the last whole minute to the middle of the one that is meant.
        double ahead = (second - (minute + 1) * MINUTE + lead + MINUTE) / (double) MINUTE;
        double damped = DAMPED * (1 - StrictMath.pow(DAMPED, ahead)) / (1 - DAMPED);
        return Math.max(0, levels[minute] + trends[minute] * damped);
    }

    private double season(int second) {
        int meant = second + lead + MINUTE / 2;
        if (meant - 2 * DAY - AROUND < 0 || meant - DAY + AROUND > second) {
            return at(Candidate.FIVE_MINUTES, second);
        }
        double sum = 0;
        for (int day = 1; day <= 2; day++) {
            int then = meant - day * DAY;
            sum += flow.rate(then - AROUND, then + AROUND);
        }
        return sum / 2;
    }
}
