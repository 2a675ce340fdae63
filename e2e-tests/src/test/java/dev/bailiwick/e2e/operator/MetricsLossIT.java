package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Engine;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Pods;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.workload.status.ConditionReason;
import dev.bailiwick.workload.status.EventReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Engines that say nothing, or nothing that can be believed, never shrink a deployment. */
@Operated
class MetricsLossIT {

    private static final String TWO_AT_FIRST = "replicas: 2\n" + Specs.auto(1, 4, "queuedRequestsPerReplica: 4");

    @Scenario
    void whenAllPagesAreLostTheSizeHoldsUntilTheyAreBack(Scene scene) {
        // Given
        var assistant = failing(scene, "assistant", Engine.Fault.MISSING, 2);

        // Then
        assistant.await(ConditionReason.MetricsUnavailable, "holding 2: no metrics from any of 2 replicas");
        assertThat(assistant.awaitEvent(EventReason.MetricsLost)).startsWith("holding 2:");
        assertThat(assistant.summary().reason()).isEqualTo("MetricsUnavailable");
        assistant.engines().getFirst().awaitScrapes(8);
        assistant.awaitSettled(2);

        // When
        assistant.engines().forEach(engine -> engine.fails(Engine.Fault.NONE));

        // Then
        assistant.awaitEvent(EventReason.MetricsFound);
        assistant.awaitSettled(1);
    }

    @Scenario
    void whenOnePageIsLostTheSizeHoldsAndMayStillGrow(Scene scene) {
        // Given
        var assistant = failing(scene, "assistant", Engine.Fault.ERROR, 1);

        // Then
        assistant.await(ConditionReason.MetricsUnavailable, "holding 2: 1 of 2 replicas gives no usable metrics");
        assistant.engines().getFirst().awaitScrapes(8);
        assistant.awaitSettled(2);

        // When
        assistant.engine(assistant.serving().getLast()).serves(200).holds(8, 40);

        // Then
        assistant.awaitSize(3);
    }

    @Scenario
    void noPageThatCannotBeBelievedShrinksADeployment(Scene scene) {
        // Given
        Map<Engine.Fault, LiveDeployment> all = new EnumMap<>(Engine.Fault.class);
        for (var fault : EnumSet.complementOf(EnumSet.of(Engine.Fault.NONE, Engine.Fault.MISSING))) {
            all.put(fault, failing(scene, "on-" + fault.name().toLowerCase(Locale.ROOT), fault, 2));
        }

        // Then
        assertThat(all).hasSize(6).allSatisfy((fault, one) -> {
            one.await(ConditionReason.MetricsUnavailable, "holding 2: ");
            one.awaitSettled(2);
        });
        assertThat(Objects.requireNonNull(all.get(Engine.Fault.NAN)).scaling().message())
                .contains("vllm:num_requests_running is NaN");
        assertThat(Objects.requireNonNull(all.get(Engine.Fault.GARBAGE))
                        .scaling()
                        .message())
                .contains("line 1");
    }

    /** Two replicas, of which the first ones' pages fail from the moment that they are ready. */
    private static LiveDeployment failing(Scene scene, String name, Engine.Fault fault, int engines) {
        // That a page is frozen shows after 30 s only; until then it is believed.
        var spec = fault == Engine.Fault.STALE ? TWO_AT_FIRST.replace("2s", "1h") : TWO_AT_FIRST;
        var deployment = scene.apply(name, Specs.startingByHand(spec));
        Eventually.eventually("two pods that run", () -> deployment.running().size() == 2);
        var pods = deployment.pods();
        // A frozen page is known by requests that run and counters that stand.
        pods.stream()
                .limit(engines)
                .map(deployment::engine)
                .forEach(engine ->
                        engine.holds(fault == Engine.Fault.STALE ? 1 : 0, 0).fails(fault));
        pods.forEach(pod -> Pods.ready(scene.client(), pod));
        return deployment;
    }
}
