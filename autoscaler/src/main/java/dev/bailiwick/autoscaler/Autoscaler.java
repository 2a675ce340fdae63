package dev.bailiwick.autoscaler;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** Decides the size of one deployment at one tick. Pure: the same arguments give the same decision, bit for bit. */
public final class Autoscaler {

    /** Version of the rule; decisions of another version cannot be replayed. */
    public static final int RULE_VERSION = 1;

    /**
     * Decides.
     *
     * @param observation what is known at this tick
     * @param policy how to size
     * @param learned what the last decision handed on, or {@link LearnedState#empty()} after a restart
     * @param now the time of the decision, not before the observation's
     */
    public Decision decide(Observation observation, Policy policy, LearnedState learned, Instant now) {
        int size = policy.clamp(observation.heldSize());
        OptionalDouble none = OptionalDouble.empty();
        return new Decision(
                now,
                observation.heldSize(),
                size,
                size,
                Reason.NoReadyReplica,
                "holding " + size,
                List.of(),
                new Capacity(32, none, none, none, none),
                new Signals(none, none, none, none, none),
                learned);
    }
}
