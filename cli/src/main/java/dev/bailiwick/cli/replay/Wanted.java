package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --policies} asks for: policies to run, and whether their cost is held against the lower bound.
 *
 * @param policies the policies, separated by commas; null for all
 * @param lowerBound whether the bound is wanted
 */
record Wanted(@Nullable String policies, boolean lowerBound) {
    private static final String LOWER_BOUND = "lower-bound";

    /** @throws Fault when nothing but the bound is asked for, since it is no run */
    static Wanted of(@Nullable String names) {
        if (names == null) {
            return new Wanted(null, true);
        }
        List<String> policies = new ArrayList<>(List.of(names.split(",", -1)));
        boolean lowerBound = policies.removeIf(LOWER_BOUND::equals);
        if (policies.isEmpty()) {
            throw Fault.usage("--policies lower-bound is a bound to hold runs against; name a policy beside it");
        }
        return new Wanted(String.join(",", policies), lowerBound);
    }
}
