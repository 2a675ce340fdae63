package dev.bailiwick.lab.replay.bound;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Schedule;
import dev.bailiwick.lab.replay.ScheduleRuns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest schedule of replicas that anybody has found for a cell and a seed: it knows every request and every cold
 * start, and is run exactly as a policy is. It is no lower bound; {@code docs/bounds.md} says how it is found.
 */
public final class BestKnown {
    /** Levels of attainment, the lowest first (research autoscaling-review 6). */
    public static final List<Double> LEVELS = List.of(0.99, 0.995, 0.999);

    private static final long SECOND = 1_000_000_000L;
    /** What is played at a level, in requests, where nobody says how many runs. */
    private static final double REQUESTS = 50e6;

    private static final int FEWEST_RUNS = 60;
    private static final int MOST_RUNS = 600;
    /** Schedules of policies that are tried again with all orders earlier by a cold start. */
    private static final int SHIFTED = 6;

    private static final int CONSTRUCTED = 6;

    private final ScheduleRuns runs;
    private final List<Goal> goals;
    private final Trials trials;
    private final RandomGenerator random;
    private final List<Tried> pool = new ArrayList<>();

    private BestKnown(Cell cell, long seed, Runnable progress) {
        this.runs = ScheduleRuns.of(cell, seed);
        this.goals = LEVELS.stream().map(level -> new Goal(runs, level)).toList();
        this.trials = new Trials(runs, goals, progress);
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** How many whole runs a level gets where nobody says: the fewer the longer one takes. */
    public static int runs(Cell cell) {
        return (int) Math.clamp(REQUESTS / Math.max(1, cell.trace().requests()), FEWEST_RUNS, MOST_RUNS);
    }

    /**
     * Most whole runs that a search makes.
     *
     * @param courses how many courses it is given
     * @param runsEach whole runs for each level
     */
    public static int most(Cell cell, int courses, int runsEach) {
        int sizes = cell.maxReplicas() - cell.minReplicas() + 1;
        int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(sizes);
        return LEVELS.size() * runsEach + courses + 1 + halvings;
    }

    /**
     * Searches. The same cell, seed, courses and number of runs give the same schedule.
     *
     * @param cell the place
     * @param seed the chances
     * @param courses of every policy's run in this cell with this seed: none of them is cheaper than what is found, at a
     *     level that it reaches
     * @param runsEach whole runs for each level, 1 or more; about as many again as there are courses are made before
     * @param progress told of each run
     */
    public static Found search(Cell cell, long seed, List<Course> courses, int runsEach, Runnable progress) {
        return new BestKnown(cell, seed, progress).search(courses, runsEach);
    }

    private Found search(List<Course> courses, int runsEach) {
        Schedule fixed = fixed(goals.getFirst());
        Set<Schedule> schedules = new LinkedHashSet<>();
        courses.forEach(course -> schedules.add(Sizes.whole(Schedule.of(course), runs.warm())));
        schedules.forEach(this::pooled);
        Clairvoyant clairvoyant = new Clairvoyant(runs, Steady.of(runs));
        for (Goal goal : goals.reversed()) {
            int last = trials.made() + runsEach;
            Price price = constructed(clairvoyant, goal, Math.min(last, trials.made() + CONSTRUCTED));
            if (goal == goals.getLast()) {
                earlier(goal, price, schedules, last);
            }
            Moves moves = new Moves(runs.cell().minReplicas(), runs.cell().maxReplicas(), SECOND, random);
            new Waves(runs, trials, goal, moves, random, start(goal, price), price).search(last);
            Tried best = trials.best(goal);
            if (best != null) {
                pool.add(best);
            }
        }
        return found(fixed);
    }

    private Found found(@Nullable Schedule fixed) {
        List<Found.Reached> reached = new ArrayList<>();
        for (Goal goal : goals) {
            Tried best = trials.best(goal);
            if (best != null) {
                reached.add(new Found.Reached(goal.attainment(), runs.outcome(best.schedule())));
            }
        }
        return new Found(reached, fixed == null ? null : runs.outcome(fixed));
    }

    private Tried pooled(Schedule schedule) {
        Tried tried = trials.of(schedule);
        pool.add(tried);
        return tried;
    }

    /** The fewest replicas, held throughout, that reach a goal; null when the most do not. */
    private @Nullable Schedule fixed(Goal goal) {
        int fewest = runs.cell().minReplicas();
        int most = runs.cell().maxReplicas();
        boolean any = goal.met(pooled(Schedule.fixed(most)).tally());
        while (any && fewest < most) {
            int middle = (fewest + most) >>> 1;
            if (goal.met(pooled(Schedule.fixed(middle)).tally())) {
                most = middle;
            } else {
                fewest = middle + 1;
            }
        }
        return any ? Schedule.fixed(most) : null;
    }

    /** The schedule at which the search for a goal begins: the one of all that is best at the prices. */
    private Tried start(Goal goal, Price price) {
        return pool.stream()
                .min(Comparator.comparingDouble(tried -> price.of(goal, tried.tally())))
                .orElseThrow();
    }

    /** Policies that order as they did, but a cold start before. */
    private void earlier(Goal goal, Price price, Set<Schedule> schedules, int last) {
        long by = Math.round(runs.cell().coldStart().medianSeconds() * SECOND);
        pool.stream()
                .filter(tried -> schedules.contains(tried.schedule()))
                .sorted(Comparator.comparingDouble(tried -> price.of(goal, tried.tally())))
                .limit(Math.min(SHIFTED, Math.max(0, last - trials.made())))
                .map(tried -> Sizes.earlier(tried.schedule(), by))
                .toList()
                .forEach(this::pooled);
    }

    /**
     * Tries constructed schedules, and says at which price the cheapest of them was that reached the goal.
     *
     * @param last how many runs all trials may have made at the end
     */
    private Price constructed(Clairvoyant clairvoyant, Goal goal, int last) {
        Price guess = clairvoyant.price(goal);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double factor = 1;
        while (trials.made() < last) {
            Tried tried = pooled(clairvoyant.schedule(clairvoyant.path(guess.times(factor))));
            if (goal.met(tried.tally())) {
                high = factor;
            } else {
                low = factor;
            }
            factor = low == 0 ? high / 3 : Double.isInfinite(high) ? low * 3 : Math.sqrt(low * high);
        }
        return guess.times(Double.isInfinite(high) ? low : high);
    }
}
