package dev.bailiwick.lab.replay.attack;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Runner;
import dev.bailiwick.lab.replay.Score;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.bound.BestKnown;
import dev.bailiwick.lab.replay.bound.Found;
import java.util.List;
import java.util.Optional;

/**
 * Where a policy meets loads that are made for it, and is held against what somebody would have done who knew each.
 *
 * @param place the place; its trace is replaced by each load
 * @param entrant the policy
 * @param setting how its knobs stand
 */
public record Arena(Cell place, Entrant entrant, Setting setting) {
    private static final long SEED = 1;
    /** Whole runs for each level of the search in hindsight: an hour is short, and it is asked for thousands of times. */
    private static final int RUNS = 8;

    /** How badly the policy does under a load; empty when no schedule was found that holds the objective. */
    public Optional<Regret> regret(Trace load) {
        Cell cell = place.with(load);
        Outcome outcome = Runner.run(cell, entrant, setting, SEED);
        return BestKnown.search(cell, SEED, List.of(outcome.course()), RUNS, () -> {}).reached().stream()
                .filter(reached -> reached.attainment() == Score.VALID_ATTAINMENT)
                .map(Found.Reached::outcome)
                .map(Outcome::score)
                .filter(score -> score.gpuHours() > 0)
                .findFirst()
                .map(hindsight ->
                        new Regret(outcome.score().gpuHours(), outcome.score().sloAttainment(), hindsight.gpuHours()));
    }
}
