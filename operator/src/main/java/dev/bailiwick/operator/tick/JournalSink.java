package dev.bailiwick.operator.tick;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import jakarta.inject.Singleton;

/** Writes observations and decisions to the journal, where one is configured. */
@Singleton
public final class JournalSink {
    void write(
            ModelDeployment deployment,
            Observation observation,
            Policy policy,
            LearnedState learned,
            Decision decision) {}
}
