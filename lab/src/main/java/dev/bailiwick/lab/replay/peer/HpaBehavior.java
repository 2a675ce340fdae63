package dev.bailiwick.lab.replay.peer;

import java.util.List;

/**
 * How fast an HPA may move. {@code stated} tells whether the manifest has a {@code behavior}: without one, the
 * controller goes another way, which is not the same as the documented defaults (at most the double or 4, not 4 more).
 *
 * @param stated whether the manifest states a behaviour
 * @param upMillis stabilisation window on the way up; 0 when nothing is stated
 * @param downMillis stabilisation window on the way down
 * @param up limits on the way up, the widest counts; unused when nothing is stated
 * @param down limits on the way down, the widest counts; unused when nothing is stated
 */
record HpaBehavior(boolean stated, long upMillis, long downMillis, List<Limit> up, List<Limit> down) {

    private static final long PERIOD_MILLIS = 15_000;

    /**
     * A limit.
     *
     * @param percent whether {@code value} is percent of the size at the start of the period, otherwise it is pods
     * @param value by how much the size may change in a period
     * @param periodMillis the period
     */
    record Limit(boolean percent, int value, long periodMillis) {}

    HpaBehavior {
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    /** A manifest without a behaviour (kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go). */
    static HpaBehavior none(long downMillis) {
        return new HpaBehavior(false, 0, downMillis, List.of(), List.of());
    }

    /** The documented defaults with other windows (kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go). */
    static HpaBehavior standard(long upMillis, long downMillis) {
        return new HpaBehavior(
                true,
                upMillis,
                downMillis,
                List.of(new Limit(false, 4, PERIOD_MILLIS), new Limit(true, 100, PERIOD_MILLIS)),
                List.of(new Limit(true, 100, PERIOD_MILLIS)));
    }
}
