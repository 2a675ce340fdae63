package dev.bailiwick.lab.replay;

import java.util.List;
import java.util.function.Supplier;

/**
 * A policy that can be run, or a reference to hold policies against.
 *
 * @param name as {@code --policies} takes it
 * @param source where its formulas and defaults were read: a document section or {@code project/path}
 * @param defaults its documented defaults
 * @param grid the settings among which a tuned run looks for the best, the defaults among them
 * @param deviations what differs from the original, one sentence each
 * @param starter starts it
 */
public record Entrant(
        String name, String source, Setting defaults, List<Setting> grid, List<String> deviations, Starter starter) {

    /** Starts a policy or a reference. */
    public sealed interface Starter permits Scalers, References {}

    /** Starts a policy. */
    @FunctionalInterface
    public non-sealed interface Scalers extends Starter {

        /** A policy at the beginning of a run. */
        Scaler start(Setting setting, Conditions conditions);
    }

    /** Starts a reference, which may know what no policy does. */
    @FunctionalInterface
    public non-sealed interface References extends Starter {

        /**
         * A reference at the beginning of a run.
         *
         * @param truth the requests as they arrive and what the engines bear
         */
        Scaler start(Setting setting, Truth truth);
    }

    /** A policy. */
    public Entrant(
            String name,
            String source,
            Setting defaults,
            List<Setting> grid,
            List<String> deviations,
            Scalers scalers) {
        this(name, source, defaults, grid, deviations, (Starter) scalers);
    }

    /** Copies the lists. */
    public Entrant {
        grid = List.copyOf(grid);
        deviations = List.copyOf(deviations);
    }

    /** Whether it knows more than a policy may, so that it is no rival of one. */
    public boolean reference() {
        return starter instanceof References;
    }

    /**
     * A policy at the beginning of a run.
     *
     * @throws IllegalStateException when it is a reference, which has to be told more
     */
    public Scaler start(Setting setting, Conditions conditions) {
        if (starter instanceof Scalers scalers) {
            return scalers.start(setting, conditions);
        }
        throw new IllegalStateException(name + " is a reference and needs the whole cell");
    }

    /** What starts it in a run, anew for each leader. */
    Supplier<Scaler> in(Setting setting, Conditions conditions, Truth truth) {
        return switch (starter) {
            case Scalers scalers -> () -> scalers.start(setting, conditions);
            case References references -> () -> references.start(setting, truth);
        };
    }
}
