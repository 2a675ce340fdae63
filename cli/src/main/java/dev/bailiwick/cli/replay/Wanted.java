package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.matrix.Search;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --policies} asks for: policies to run, and what their cost is held against.
 *
 * @param policies the policies, separated by commas; null for all
 * @param lowerBound whether the lower bound is wanted
 * @param bestKnown whether the best known schedule is wanted, which takes minutes and so is never wanted unasked
 */
record Wanted(@Nullable String policies, boolean lowerBound, boolean bestKnown) {
    static final String LOWER_BOUND = "lower-bound";

    /** @throws Fault when nothing but a bound is asked for, since none is a policy */
    static Wanted of(@Nullable String names) {
        if (names == null) {
            return new Wanted(null, true, false);
        }
        List<String> policies = new ArrayList<>(List.of(names.split(",", -1)));
        boolean lowerBound = policies.removeIf(LOWER_BOUND::equals);
        boolean bestKnown = policies.removeIf(Search.BEST_KNOWN::equals);
        if (policies.isEmpty()) {
            throw Fault.usage(
                    "--policies %s is a bound to hold runs against; name a policy beside it".formatted(names));
        }
        return new Wanted(String.join(",", policies), lowerBound, bestKnown);
    }
}
