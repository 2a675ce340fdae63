package dev.bailiwick.lab.replay.matrix;

import dev.bailiwick.lab.replay.Cell;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Outcome;
import dev.bailiwick.lab.replay.Result;
import dev.bailiwick.lab.replay.Setting;

/**
 * One run to be made.
 *
 * @param cell where
 * @param entrant which policy
 * @param setting how its knobs stand
 * @param seed the seed, 1 or more
 */
public record Run(Cell cell, Entrant entrant, Setting setting, long seed) {

    /** The line of the results that it came to, without bounds. */
    public Result result(Outcome outcome, double wallSeconds) {
        return new Result(cell, entrant.name(), setting, seed, outcome, null, null, wallSeconds);
    }
}
