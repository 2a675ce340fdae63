package dev.bailiwick.lab.replay;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.time.Duration;

/** The shipped autoscaler, sized by an objective as in the first example of its documentation. */
final class Shipped implements Scaler {
    private final Autoscaler autoscaler = new Autoscaler();
    private final Policy policy;
    private LearnedState learned = LearnedState.empty();
    private String why = "";

    Shipped(int min, int max, Objective objective, EngineProfile engine) {
        policy = new Policy(
                Policy.Mode.AUTO,
                min,
                max,
                null,
                null,
                new Policy.Objectives(objective.timeToFirstToken(), objective.timePerOutputToken(), 99),
                Duration.ofMinutes(5),
                engine.maxSequences());
    }

    @Override
    public Cadence cadence() {
        return new Cadence(Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Override
    public void observe(View view) {}

    @Override
    public int decide(View view) {
        Decision decision = autoscaler.decide(view.observation(), policy, learned, view.at());
        learned = decision.next();
        why = decision.message();
        return decision.desired();
    }

    @Override
    public String why() {
        return why;
    }
}
