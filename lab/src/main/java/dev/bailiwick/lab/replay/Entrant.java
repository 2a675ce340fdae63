package dev.bailiwick.lab.replay;

import java.util.List;

/**
 * A policy that can be run.
 *
 * @param name as {@code --policies} takes it
 * @param source where its formulas and defaults were read: a document section or {@code project/path}
 * @param defaults its documented defaults
 * @param grid the settings among which a tuned run looks for the best, the defaults among them
 * @param deviations what differs from the original, one sentence each
 * @param scalers starts it
 */
public record Entrant(
        String name, String source, Setting defaults, List<Setting> grid, List<String> deviations, Scalers scalers) {

    /** Starts a policy. */
    @FunctionalInterface
    public interface Scalers {

        /** A policy at the beginning of a run. */
        Scaler start(Setting setting, Conditions conditions);
    }

    /** Copies the lists. */
    public Entrant {
        grid = List.copyOf(grid);
        deviations = List.copyOf(deviations);
    }
}
