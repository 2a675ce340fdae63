package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found in a cell with a seed.
 *
 * @param reached the cheapest run at each level of attainment, the lowest level first; a level that no run reached is
 *     missing
 * @param fixed the run of the fewest replicas, held throughout, that reach 99 %; null when none does
 */
public record Found(List<Reached> reached, @Nullable Outcome fixed) {

    /**
     * A level and the cheapest run that reached it, with 97 % of the windows good.
     *
     * @param attainment the level, 0 to 1
     * @param outcome the run
     */
    public record Reached(double attainment, Outcome outcome) {}

    /** Copies the list. */
    public Found {
        reached = List.copyOf(reached);
    }
}
