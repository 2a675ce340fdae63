package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Nearest;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.matrix.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policies that {@code --policies} names. */
final class Policies {
    /** The policy that is a size; it is named with it, as in static:8. */
    private static final String STATIC = "static";

    private static final String SIZE = "n";

    private Policies() {}

    /**
     * A policy and the setting to judge it at.
     *
     * @param entrant the policy
     * @param setting its defaults, or what was named with it
     * @param tunable whether {@code --tune} looks for a better setting
     */
    record Chosen(Entrant entrant, Setting setting, boolean tunable) {}

    /** Every policy at its defaults; a fixed size has none, and a reference is none. */
    static List<Chosen> all(List<Entrant> entrants) {
        return entrants.stream()
                .filter(entrant -> !entrant.name().equals(STATIC) && !entrant.reference())
                .map(entrant -> new Chosen(entrant, entrant.defaults(), true))
                .toList();
    }

    /**
     * The policies named, separated by commas.
     *
     * @throws Fault when one is not known or named twice
     */
    static List<Chosen> named(List<Entrant> entrants, String names, int mostReplicas) {
        Map<String, Chosen> chosen = new LinkedHashMap<>();
        for (String name : names.split(",", -1)) {
            if (chosen.put(name, one(entrants, name, mostReplicas)) != null) {
                throw Fault.usage("--policies names %s twice; once will do".formatted(name));
            }
        }
        return List.copyOf(chosen.values());
    }

    private static Chosen one(List<Entrant> entrants, String name, int mostReplicas) {
        int colon = name.indexOf(':');
        String policy = colon < 0 ? name : name.substring(0, colon);
        Entrant entrant = entrants.stream()
                .filter(each -> each.name().equals(policy))
                .findFirst()
                .orElseThrow(() -> Fault.usage(
                        "--policies %s is not known; %s".formatted(name, Nearest.hint(policy, names(entrants)))));
        if (policy.equals(STATIC)) {
            String size = colon < 0 ? "" : name.substring(colon + 1);
            if (!size.matches("[0-9]{1,6}") || Integer.parseInt(size) > mostReplicas) {
                throw Fault.usage(
                        "--policies %s has no size from 0 to %d; write static:8".formatted(name, mostReplicas));
            }
            return new Chosen(entrant, entrant.defaults().with(SIZE, Integer.parseInt(size)), false);
        }
        if (colon >= 0) {
            throw Fault.usage("--policies %s has a setting, which only static takes; write %s".formatted(name, policy));
        }
        return new Chosen(entrant, entrant.defaults(), true);
    }

    private static List<String> names(List<Entrant> entrants) {
        List<String> names = new ArrayList<>();
        entrants.forEach(entrant -> names.add(entrant.name().equals(STATIC) ? "static:N" : entrant.name()));
        names.add(Wanted.LOWER_BOUND);
        names.add(Search.BEST_KNOWN);
        return names;
    }
}
