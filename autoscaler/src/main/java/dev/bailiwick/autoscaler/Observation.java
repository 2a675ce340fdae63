package dev.bailiwick.autoscaler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Everything known of one deployment at one tick.
 *
 * @param at when the tick gathered it, in whole milliseconds
 * @param revision the revision that the deployment is at; what was learned about another one is forgotten
 * @param heldSize the size that the operator holds: in Auto the last desired size, or the live replicas after a restart
 *     of the operator; in Recommend what {@code replicas} says
 * @param pods all pods, draining ones included
 */
public record Observation(Instant at, String revision, int heldSize, List<PodReading> pods) {

    /** Cuts the time to milliseconds, as the journal keeps it, and copies the pods. */
    public Observation {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        pods = List.copyOf(pods);
    }

    /** Pods that take requests. */
    public int ready() {
        return count(PodReading.State.READY);
    }

    /** Pods that are ordered and not ready yet. */
    public int pending() {
        return count(PodReading.State.PENDING);
    }

    /** Pods that are out of the Service and still finishing. */
    public int draining() {
        return count(PodReading.State.DRAINING);
    }

    private int count(PodReading.State state) {
        int count = 0;
        for (PodReading pod : pods) {
            count += pod.state() == state ? 1 : 0;
        }
        return count;
    }
}
