package dev.bailiwick.lab.replay;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shipped autoscaler under a policy, ticking as the operator does. */
public final class Operated implements Scaler {
    /** The operator's tick (operator, {@code bailiwick.tick}). */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Autoscaler autoscaler = new Autoscaler();
    private final Policy policy;
    private LearnedState learned = LearnedState.empty();
    private @Nullable Decision decision;

    /** The autoscaler at the beginning of a run, nothing learned yet. */
    public Operated(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Cadence cadence() {
        return new Cadence(TICK, TICK);
    }

    @Override
    public int decide(View view) {
        Decision next = autoscaler.decide(view.observation(), policy, learned, view.at());
        decision = next;
        learned = next.next();
        return next.desired();
    }

    @Override
    public String why() {
        return decision == null ? "Nothing was decided yet." : decision.message();
    }
}
