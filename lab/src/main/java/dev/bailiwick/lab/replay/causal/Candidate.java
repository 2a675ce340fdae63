package dev.bailiwick.lab.replay.causal;

import java.util.List;

/** Forecasts among which the reference chooses (research autoscaling-review 5). */
enum Candidate {
    /** The mean of the last minute goes on. */
    ONE_MINUTE,
    /** The mean of the last five minutes goes on. */
    FIVE_MINUTES,
    /** Level and damped trend of the minutes. */
    TREND,
    /** The mean of the ten minutes around the same time of the two days before; without two whole days, the five minutes. */
    SEASON;

    /** All of them, in the order of their numbers from 1. */
    static final List<Candidate> ALL = List.of(values());

    /** In a sentence. */
    String words() {
        return switch (this) {
            case ONE_MINUTE -> "the last minute's mean";
            case FIVE_MINUTES -> "the last five minutes' mean";
            case TREND -> "level and damped trend";
            case SEASON -> "the same time of the days before";
        };
    }
}
