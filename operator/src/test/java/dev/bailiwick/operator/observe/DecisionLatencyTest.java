package dev.bailiwick.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.placement.Inventory;
import dev.bailiwick.workload.Observed;
import dev.bailiwick.workload.Pass;
import dev.bailiwick.workload.PassPlanner;
import dev.bailiwick.workload.Revision;
import dev.bailiwick.workload.Settings;
import dev.bailiwick.workload.render.ObjectRenderer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which passes the timer from page to accepted write counts, and from when. */
class DecisionLatencyTest {

    private static final Settings SETTINGS = Settings.standard("bailiwick-system");
    private static final Instant PAGE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ACCEPTED = PAGE.plusMillis(40);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OperatorMetrics metrics = new OperatorMetrics(registry, "test");
    private final ChangeLatency latency = new ChangeLatency(metrics);
    private final ModelDeployment deployment = Serialization.unmarshal("""
            apiVersion: bailiwick.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: assistant, namespace: plant, uid: 00000000-0000-0000-0000-000000000000}
            spec:
              engine: {type: Custom, image: registry.example/engines/server:v1}
              scaling: {mode: Auto, minReplicas: 1, maxReplicas: 4, targets: {queuedRequestsPerReplica: 4}}
            """, ModelDeployment.class);

    @BeforeEach
    void ticks() {
        metrics.begin(ResourceID.fromResource(deployment));
    }

    @Test
    void countsFromThePageToTheAcceptedReplicas() {
        // When
        latency.applied(pass(1, 3), Optional.of(PAGE), ACCEPTED);

        // Then
        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
    }

    @Test
    void countsAReleaseWhenAReplicaHasLeftTheService() {
        // When
        latency.applied(pass(2, 1), Optional.of(PAGE), ACCEPTED);

        // Then
        assertThat(timer().count()).isEqualTo(1);
    }

    @Test
    void countsAPageOnceThoughItsChangeTakesSeveralWrites() {
        // When
        latency.applied(pass(1, 3), Optional.of(PAGE), ACCEPTED);
        latency.applied(pass(2, 3), Optional.of(PAGE), ACCEPTED.plusSeconds(60));

        // Then
        assertThat(timer().count()).isEqualTo(1);
    }

    @Test
    void doesNotCountAPassThatSentNothingNorALaterWriteOfTheSamePage() {
        // When
        latency.applied(pass(3, 3), Optional.of(PAGE), ACCEPTED);
        latency.applied(pass(2, 3), Optional.of(PAGE), ACCEPTED.plusSeconds(60));

        // Then
        assertThat(timer().count()).isZero();
    }

    @Test
    void doesNotCountASizeThatNoPageAskedFor() {
        // When
        latency.applied(pass(1, 3), Optional.empty(), ACCEPTED);

        // Then
        assertThat(timer().count()).isZero();
    }

    private Timer timer() {
        return registry.get("bailiwick.decision.latency").timer();
    }

    /** A pass that finds this many replicas, all serving, and wants that many. */
    private Pass pass(int found, int wanted) {
        var set = new ObjectRenderer(SETTINGS).replicaSet(deployment, Revision.of(deployment), Optional.empty(), found);
        set.getMetadata().setCreationTimestamp(PAGE.toString());
        var pods = IntStream.range(0, found).mapToObj(i -> serving(set, i)).toList();
        var observed = new Observed(
                deployment,
                List.of(set),
                pods,
                Map.of(),
                new Inventory(List.of(), Optional.empty()),
                Optional.empty(),
                List.of());
        return new PassPlanner(SETTINGS)
                .plan(observed, OptionalInt.of(wanted), Optional.empty(), PAGE.plus(Duration.ofHours(1)));
    }

    private static Pod serving(ReplicaSet set, int number) {
        return new PodBuilder()
                .withMetadata(set.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withName("assistant-" + number)
                .withNamespace("plant")
                .withUid("uid-" + number)
                .withCreationTimestamp(PAGE.toString())
                .endMetadata()
                .withNewSpec()
                .withNodeName("cpu-1")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(PAGE.toString())
                .endCondition()
                .endStatus()
                .build();
    }
}
