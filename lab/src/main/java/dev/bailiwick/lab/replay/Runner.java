package dev.bailiwick.lab.replay;

import java.time.Duration;
import java.util.function.Supplier;

/** Plays the trace of a cell against a policy. */
public final class Runner {
    /** What is not counted at the beginning of a run, after its history (research autoscaling-review 2). */
    public static final Duration UNCOUNTED = Duration.ofMinutes(15);

    private Runner() {}

    /**
     * One run. The same cell, policy and seed give the same outcome.
     *
     * <p>It begins with warm replicas, the same for every policy: the fewest on which the requests of the first five
     * minutes do as well as on {@code maxReplicas}, no more than 99 % of them need and no fewer than {@code
     * minReplicas}. So no policy starts with a backlog to work off or with idle replicas to release, and the 15 minutes
     * that are not counted are enough to make a size of its own.
     *
     * <p>The seed decides how long each start takes, by its number; to which replica a request goes when that is
     * chance, by the request's number; and where in its period a policy begins to scrape and decide. None of these
     * depends on what a policy does.
     *
     * @param cell the place
     * @param scaler the policy at its beginning; it is used up by the run
     * @param seed the chances
     * @throws IllegalArgumentException when the cell's perturbation starts the policy anew, for which one is not enough
     */
    public static Outcome run(Cell cell, Scaler scaler, long seed) {
        if (cell.perturbation().kinds().stream().anyMatch(Fault.NewLeader.class::isInstance)) {
            throw new IllegalArgumentException(
                    "a new leader needs a policy at its beginning each time; hand over what starts one");
        }
        return run(cell, () -> scaler, seed);
    }

    /**
     * One run of a policy that may be started anew in its course.
     *
     * @param cell the place
     * @param scalers starts the policy
     * @param seed the chances
     */
    public static Outcome run(Cell cell, Supplier<? extends Scaler> scalers, long seed) {
        Chance chance = new Chance(seed);
        return play(cell, perturbed(cell, chance), scalers, chance);
    }

    /**
     * One run of a policy that is told the conditions of the cell, or of a reference that is told the truth.
     *
     * @param cell the place
     * @param entrant the policy or the reference
     * @param setting how its knobs stand
     * @param seed the chances
     */
    public static Outcome run(Cell cell, Entrant entrant, Setting setting, long seed) {
        Chance chance = new Chance(seed);
        Cell played = perturbed(cell, chance);
        return play(cell, played, entrant.in(setting, Conditions.of(cell), new Truth(played, chance)), chance);
    }

    private static Cell perturbed(Cell cell, Chance chance) {
        return cell.with(new PerturbedTrace(chance, cell.middleSeconds()).of(cell.trace(), cell.perturbation()));
    }

    private static Outcome play(Cell cell, Cell played, Supplier<? extends Scaler> scalers, Chance chance) {
        int size = new WarmStart(cell, chance).size();
        return new Play(played, scalers, chance, size, cell.countedFrom().toNanos()).play();
    }
}
