package dev.bailiwick.lab.replay;

import java.util.List;

/**
 * How a run went, for curves and the decision browser; times in seconds from the start of the trace.
 *
 * @param changes each change of the size
 * @param samples one for each minute of the trace, from its start
 */
public record Course(List<Change> changes, List<Sample> samples) {

    /** Copies the lists. */
    public Course {
        changes = List.copyOf(changes);
        samples = List.copyOf(samples);
    }

    /**
     * A change of the size.
     *
     * @param atSeconds when
     * @param from the size before
     * @param to the size from then on
     * @param why the policy's sentence
     */
    public record Change(double atSeconds, int from, int to, String why) {}

    /**
     * A minute.
     *
     * @param arrivals requests that arrived in it
     * @param misses those of them that became a miss
     * @param ready replicas that were ready at its end
     * @param starting replicas that were starting at its end
     * @param size the size asked for at its end
     */
    public record Sample(int arrivals, int misses, int ready, int starting, int size) {}
}
