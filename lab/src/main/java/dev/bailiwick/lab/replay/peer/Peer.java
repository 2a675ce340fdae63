package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A policy with what its knobs mean.
 *
 * @param entrant the policy as a run takes it
 * @param knobs its knobs, in the order of its settings
 */
public record Peer(Entrant entrant, List<Knob> knobs) {

    /** Copies the knobs. */
    public Peer {
        knobs = List.copyOf(knobs);
    }

    /**
     * A policy whose defaults are those of its knobs, and which refuses a setting that its knobs do not allow.
     *
     * @param tuned gives the grid, starting from the defaults
     */
    static Peer of(
            String name,
            String source,
            List<Knob> knobs,
            Function<Setting, List<Setting>> tuned,
            List<String> deviations,
            Entrant.Scalers scalers) {
        Setting defaults = defaults(knobs);
        Entrant entrant =
                new Entrant(name, source, defaults, tuned.apply(defaults), deviations, (setting, conditions) -> {
                    check(name, knobs, setting);
                    return scalers.start(setting, conditions);
                });
        return new Peer(entrant, knobs);
    }

    /**
     * A reference, likewise.
     *
     * @param tuned gives the grid, starting from the defaults
     */
    public static Peer reference(
            String name,
            String source,
            List<Knob> knobs,
            Function<Setting, List<Setting>> tuned,
            List<String> knows,
            Entrant.References references) {
        Setting defaults = defaults(knobs);
        Entrant.References checked = (setting, truth) -> {
            check(name, knobs, setting);
            return references.start(setting, truth);
        };
        return new Peer(new Entrant(name, source, defaults, tuned.apply(defaults), knows, checked), knobs);
    }

    private static Setting defaults(List<Knob> knobs) {
        SequencedMap<String, Double> standards = new LinkedHashMap<>();
        knobs.forEach(knob -> standards.put(knob.name(), knob.standard()));
        return new Setting(standards);
    }

    private static void check(String name, List<Knob> knobs, Setting setting) {
        for (Knob knob : knobs) {
            double value = setting.get(knob.name());
            if (!Double.isFinite(value) || value < knob.least()) {
                throw new IllegalArgumentException(
                        name + ": " + knob.name() + " is " + value + "; it must be " + knob.least() + " or more");
            }
        }
        for (String turned : setting.values().keySet()) {
            if (knobs.stream().noneMatch(knob -> knob.name().equals(turned))) {
                throw new IllegalArgumentException(name + " has no knob " + turned + "; it has "
                        + knobs.stream().map(Knob::name).toList());
            }
        }
    }
}
