package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.bound.BestKnown;
import dev.bailiwick.lab.replay.bound.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * One search for the best known schedule.
 *
 * @param cell where
 * @param seed the seed, 1 or more
 * @param courses of the policies' runs there with this seed, from which it begins
 * @param runs whole runs for each level of attainment, 1 or more
 */
public record Search(Cell cell, long seed, List<Course> courses, int runs) {
    /** The name of what is found, as {@code --policies} takes it. */
    public static final String BEST_KNOWN = "best-known";

    /** The name of the fewest replicas, held throughout, that reach 99 %; it comes with every search. */
    public static final String BEST_STATIC = "best-static";

    /** The knob that tells the level at which something is the cheapest. */
    public static final String ATTAINMENT = "attainment";

    /** Copies the courses. */
    public Search {
        courses = List.copyOf(courses);
    }

    /** Searches; the same search finds the same. */
    public Found found(Runnable progress) {
        return BestKnown.search(cell, seed, courses, runs, progress);
    }

    /** Most runs that it makes. */
    public int most() {
        return BestKnown.most(cell, courses.size(), runs);
    }

    /** The lines of the results that a search came to, without bounds. */
    public List<Result> results(Found found, double wallSeconds) {
        List<Result> results = new ArrayList<>();
        for (Found.Reached reached : found.reached()) {
            results.add(new Result(
                    cell, BEST_KNOWN, at(reached.attainment()), seed, reached.outcome(), null, null, wallSeconds));
        }
        if (found.fixed() != null) {
            results.add(new Result(
                    cell, BEST_STATIC, at(BestKnown.LEVELS.getFirst()), seed, found.fixed(), null, null, wallSeconds));
        }
        return results;
    }

    private static Setting at(double attainment) {
        Setting none = new Setting(new LinkedHashMap<>());
        return none.with(ATTAINMENT, attainment);
    }
}
