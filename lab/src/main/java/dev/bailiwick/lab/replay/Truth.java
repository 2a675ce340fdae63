package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.BitSet;

/**
 * What a reference may ask of a run and no policy can: the requests as they arrive and what the engines bear, faults
 * included. It holds the whole run; a reference that is to be causal asks for nothing after the moment it decides at.
 */
public final class Truth {
    private final Cell cell;
    private final Faults faults;

    /** What is true of a cell as it is played. */
    Truth(Cell cell, Chance chance) {
        this.cell = cell;
        this.faults = new Faults(cell.perturbation(), cell.middleSeconds(), chance);
    }

    /** The requests as they arrive. */
    public Trace trace() {
        return cell.trace();
    }

    /** What a request must meet. */
    public Objective objective() {
        return cell.objective();
    }

    /** How long a start takes as the cell has it. */
    public Cell.ColdStart coldStart() {
        return cell.coldStart();
    }

    /** Second of the run at which a view is shown. */
    public double secondOf(View view) {
        return Nanos.seconds(Nanos.since(view.at()));
    }

    /** The engine of a replica to which nothing of its own befell, at a second of the run. */
    public EngineProfile engineAt(double second) {
        return cell.engine().withStepCost(faults.cost(cell.engine().stepCost(), 0, Nanos.of(second)));
    }

    /** Tokens of a prompt that arrives at a second of the run which the prefix cache holds. */
    public int cachedTokens(int promptTokens, double second) {
        return faults.cachedTokens(promptTokens, Nanos.of(second));
    }

    /** The requests that miss on an idle replica of their own, by their numbers. */
    public BitSet infeasible() {
        return new Alone(cell.engine(), cell.objective()).infeasible(cell.trace());
    }

    /** Whether another truth is of the same requests in the same place, so that what follows from it is the same. */
    public boolean sameAs(Truth other) {
        return cell.equals(other.cell);
    }
}
