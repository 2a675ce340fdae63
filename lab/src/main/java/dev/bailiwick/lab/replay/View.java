package dev.bailiwick.lab.replay;

import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.PodReading;
import java.time.Instant;
import java.util.List;

/**
 * What a policy may know at one moment.
 *
 * @param at the moment
 * @param size the size asked for last, which is what {@code replicas} says
 * @param pods all pods, starting and draining ones included, in the order of their ordering
 * @param held requests that wait for a first pod; known only to a policy with a part of its own in the path of the
 *     requests (activator, proxy, gateway)
 */
public record View(Instant at, int size, List<PodReading> pods, int held) {

    /** Copies the pods. */
    public View {
        pods = List.copyOf(pods);
    }

    /** The same as the shipped autoscaler takes it. */
    public Observation observation() {
        return new Observation(at, "replayed", size, pods);
    }

    /** Pods that take requests. */
    public int ready() {
        return count(PodReading.State.READY);
    }

    /** Pods that are ordered and not ready yet. */
    public int pending() {
        return count(PodReading.State.PENDING);
    }

    private int count(PodReading.State state) {
        int count = 0;
        for (PodReading pod : pods) {
            count += pod.state() == state ? 1 : 0;
        }
        return count;
    }
}
