package dev.bailiwick.metrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much of our code the fuzzer saw. A fuzzer that cannot instrument the classes of a newer JDK finds nothing and says nothing, so each
 * fuzz test asks at its end.
 */
final class SeenByFuzzer {
    private static final String COUNTERS = "com.code_intelligence.jazzer.runtime.CoverageMap";

    private SeenByFuzzer() {}

    /** Fails after fuzzing that saw fewer edges; on the seeds alone there is nothing to ask. */
    static void atLeast(int edges) throws ReflectiveOperationException {
        if (System.getenv("JAZZER_FUZZ") == null) {
            return;
        }
        // The agent puts it on the boot class path, out of a compiler's sight.
        var seen = (int[]) Class.forName(COUNTERS, true, null)
                .getMethod("getEverCoveredIds")
                .invoke(null);
        System.out.println("the fuzzer saw " + seen.length + " edges");
        assertThat(seen.length).as("edges of our code that the fuzzer saw").isGreaterThanOrEqualTo(edges);
    }
}
