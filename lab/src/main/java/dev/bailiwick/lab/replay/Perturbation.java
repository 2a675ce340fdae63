package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.ArrayList;
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

    /** A perturbation, or why a text is none. */
    public sealed interface Reading {}

    /** What goes wrong. */
    public record Understood(Perturbation perturbation) implements Reading {}

    /**
     * The text cannot be used.
     *
     * @param message the fault in it and its remedy
     */
    public record Refused(String message) implements Reading {}

    /** Reads {@code name=value,...} as {@code --perturb} takes it; an empty text is no perturbation. */
    public static Reading read(String text) {
        List<String> faults = new ArrayList<>();
        for (String fault : text.isBlank() ? new String[0] : text.split(",", -1)) {
            if (FaultParser.read(fault.strip()) instanceof FaultParser.Wrong(String message)) {
                return new Refused(message);
            }
            faults.add(fault.strip());
        }
        return new Understood(new Perturbation(faults));
    }

    /** Every fault that there is, as it may be written. */
    public static List<String> examples() {
        return FaultParser.examples();
    }

    /**
     * What goes wrong, by kind.
     *
     * @throws IllegalArgumentException when a fault is none, which {@link #read} tells before
     */
    public List<Fault> kinds() {
        List<Fault> kinds = new ArrayList<>();
        for (String fault : faults) {
            switch (FaultParser.read(fault)) {
                case FaultParser.Read(Fault kind) -> kinds.add(kind);
                case FaultParser.Wrong(String message) -> throw new IllegalArgumentException(message);
            }
        }
        return kinds;
    }

    /** The engine as policies are told of it, which a wrong prior makes another one. */
    public EngineProfile profiled(EngineProfile engine) {
        EngineProfile profiled = engine;
        for (Fault fault : kinds()) {
            if (fault instanceof Fault.WrongPrior(double factor)) {
                profiled = profiled.withStepCost(profiled.stepCost().faster(factor));
            }
        }
        return profiled;
    }
}
