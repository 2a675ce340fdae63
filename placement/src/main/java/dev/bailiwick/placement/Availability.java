package dev.bailiwick.placement;

/** Whether the replicas still missing can be placed now: the condition Placed. */
public sealed interface Availability {

    /**
     * All that is wanted has room, or is placed already.
     *
     * @param replicas further replicas that free accelerators can hold, the missing ones included; 0 when nothing is
     *     missing and the free accelerators are unknown
     */
    record Free(int replicas) implements Availability {}

    /**
     * Not all missing replicas have room.
     *
     * @param message one line with counts per reason
     */
    record Taken(String message) implements Availability {}

    /**
     * We may not see what other namespaces use; the scheduler's own words on the pending pods tell.
     *
     * @param message one line saying so
     */
    record Unknown(String message) implements Availability {}
}
