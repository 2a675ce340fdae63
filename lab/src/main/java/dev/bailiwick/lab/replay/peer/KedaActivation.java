package dev.bailiwick.lab.replay.peer;

import java.util.OptionalLong;

/**
 * KEDA's own part, between none and some; between some and many its HPA decides (kedacore/keda
 * pkg/scaling/executor/scale_scaledobjects.go, without idleReplicaCount, fallback or pauses).
 */
final class KedaActivation {
    private final int min;
    private final long cooldownMillis;
    private OptionalLong lastActive = OptionalLong.empty();

    /**
     * An activation that was never active.
     *
     * @param min {@code minReplicaCount}, 0 or more
     * @param cooldownMillis how long a trigger must have been inactive before the size falls to none
     */
    KedaActivation(int min, long cooldownMillis) {
        this.min = min;
        this.cooldownMillis = cooldownMillis;
    }

    /**
     * One poll.
     *
     * @param now milliseconds since 1970
     * @param current what {@code replicas} says
     * @param active whether a trigger is
     * @return the size from now on
     */
    int poll(long now, int current, boolean active) {
        if (active) {
            lastActive = OptionalLong.of(now);
            return current == 0 ? Math.max(1, min) : current;
        }
        if (current > 0 && min == 0) {
            boolean cooled = lastActive.isEmpty() || lastActive.getAsLong() + cooldownMillis < now;
            return cooled ? 0 : current;
        }
        return Math.max(current, min);
    }
}
