package dev.bailiwick.lab.replay;

import java.util.List;

/**
 * What goes wrong in a run (research autoscaling-review 7, robustness).
 *
 * @param faults what {@code --perturb} named, in its order; none when nothing goes wrong
 */
public record Perturbation(List<String> faults) {

    /** Nothing goes wrong. */
    public static final Perturbation NONE = new Perturbation(List.of());

    /** Copies the faults. */
    public Perturbation {
        faults = List.copyOf(faults);
    }
}
