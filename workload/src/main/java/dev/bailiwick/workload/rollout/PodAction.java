package dev.bailiwick.workload.rollout;

/** One act on one pod. */
public sealed interface PodAction {
    Replica replica();

    /** Takes the pod out of the Service; it finishes what it has. */
    record Drain(Replica replica) implements PodAction {}

    /** Puts a draining pod back into the Service, since demand returned. */
    record TakeBack(Replica replica) implements PodAction {}

    /**
     * Removes a pod that may go.
     *
     * @param outcome why it may go
     * @param cut requests that are cut; 0 unless the deadline passed
     * @param byNumber true: lowering the ReplicaSet's number takes exactly this pod; false: it is deleted by its UID
     */
    record Remove(Replica replica, Outcome outcome, long cut, boolean byNumber) implements PodAction {}

    /** Why a pod may go. */
    enum Outcome {
        /** It drained: the engine had nothing running or waiting. */
        FINISHED,
        /** It drained, and the deadline passed first. */
        DEADLINE,
        /** It never was ready. */
        NEVER_SERVED
    }
}
