package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.lab.replay.Cadence;
import dev.bailiwick.lab.replay.Conditions;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shipped autoscaler, as the operator runs it for a deployment with objectives in mode Auto. */
final class OurPolicy implements Scaler {
    /** The operator's tick (operator, {@code bailiwick.tick}). */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final int ATTAINMENT_PERCENT = 99;
    private static final Duration SCALE_DOWN_DELAY = Duration.ofMinutes(5);

    private final Autoscaler autoscaler = new Autoscaler();
    private final Policy policy;
    private LearnedState learned = LearnedState.empty();
    private @Nullable Decision decision;

    private OurPolicy(Setting setting, Conditions conditions) {
        this.policy = new Policy(
                Policy.Mode.AUTO,
                Math.max(1, conditions.minReplicas()),
                Math.max(1, conditions.maxReplicas()),
                null,
                null,
                new Policy.Objectives(
                        conditions.objective().timeToFirstToken(),
                        conditions.objective().timePerOutputToken(),
                        ATTAINMENT_PERCENT),
                SCALE_DOWN_DELAY,
                conditions.profiled().maxSequences());
    }

    static Peer peer() {
        return Peer.of(
                "ours",
                "autoscaler, rule " + Autoscaler.RULE_VERSION
                        + ", with the CRD's defaults (scaleDownDelay 5m, attainmentPercent 99)",
                List.of(),
                List::of,
                List.of("Never below one replica, which is the CRD's minimum."),
                OurPolicy::new);
    }

    @Override
    public Cadence cadence() {
        return new Cadence(TICK, TICK);
    }

    @Override
    public void observe(View view) {}

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
