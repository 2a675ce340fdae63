package dev.bailiwick.workload.rollout;

import java.time.Instant;
import java.util.List;

/**
 * The replicas of one revision and what its ReplicaSet asks for.
 *
 * @param revision the revision
 * @param replicas what the ReplicaSet asks for, draining pods included; 0 while it does not exist
 * @param created when the ReplicaSet was created; the epoch while it does not exist
 * @param pods its live pods (deleted and finished ones left out)
 */
public record RevisionSet(String revision, int replicas, Instant created, List<Replica> pods) {
    public RevisionSet {
        pods = List.copyOf(pods);
    }

    int draining() {
        return (int) pods.stream().filter(Replica::draining).count();
    }

    int serving() {
        return (int) pods.stream().filter(Replica::serving).count();
    }

    /** Replicas asked for whose pods do not exist yet. */
    int unborn() {
        return Math.max(0, replicas - pods.size());
    }

    /** Whether the ReplicaSet still removes pods for an earlier, lower number. */
    boolean shrinking() {
        return pods.size() > replicas;
    }

    /** Replicas that serve or are meant to: what is asked for without those that drain. */
    int kept() {
        return Math.max(0, replicas - draining());
    }
}
