package dev.bailiwick.lab.replay;

import java.time.Duration;

/**
 * One thing that goes wrong in a run; each stands for a line of research autoscaling-review 7. What happens at one moment
 * happens in the middle of the trace.
 */
public sealed interface Fault {

    /** Every replica is faster or slower all along: {@code engine=-25%} is 0.75. */
    record EngineSpeed(double factor) implements Fault {}

    /** Every replica becomes faster or slower in the middle. */
    record EngineStep(double factor) implements Fault {}

    /** From the middle on outputs are this many times as long, at least one token. */
    record MixFlip(double factor) implements Fault {}

    /** The first replica has this speed, as on a throttled GPU. */
    record SlowReplica(double factor) implements Fault {}

    /** In the middle the oldest ready replica dies, with the requests on it, and another is ordered. */
    record DeadPod() implements Fault {}

    /** Each scrape of a replica by the policy is lost with this chance. */
    record ScrapeLoss(double share) implements Fault {}

    /** From the middle on, for so long, no scrape of the policy brings anything. */
    record Blackout(Duration length) implements Fault {}

    /** Pages reach the policy this late, as if they had been slow to come. */
    record ScrapeDelay(Duration delay) implements Fault {}

    /** In the middle every engine's counters begin anew. */
    record CounterReset() implements Fault {}

    /** Starts that are ordered from the middle on take this median. */
    record SlowStarts(Duration median) implements Fault {}

    /** Each start never finishes with this chance; the replica is paid for and stays pending. */
    record StuckStarts(double share) implements Fault {}

    /** No more than so many replicas are given, however many are asked for. */
    record Quota(int replicas) implements Fault {}

    /** From the middle on nothing arrives for so long, and then ten times as much for ten minutes. */
    record Silence(Duration length) implements Fault {}

    /** From the middle on this share of each prompt is in the prefix cache. */
    record PrefixHits(double share) implements Fault {}

    /** A client that has no first token after so long cuts its request and sends it again, three times at most. */
    record ClientRetries(Duration patience) implements Fault {}

    /** The policy starts with empty state every so often. */
    record NewLeader(Duration every) implements Fault {}

    /** For one minute from the middle on, this many times as much arrives. */
    record Spike(double factor) implements Fault {}

    /** Policies are told of an engine of this speed; what serves stays as it is. */
    record WrongPrior(double factor) implements Fault {}
}
