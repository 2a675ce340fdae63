package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.workload.status.ConditionReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who reaches an engine's port. */
@OnNode
class NetworkE2E {

    @Test
    void ownNamespaceLabelledOnesAndTheOperatorReachAnEngineAndNobodyElse(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        try (var labelled = TestNamespace.create(cluster.client(), namespace.name() + "-labelled");
                var foreign = TestNamespace.create(cluster.client(), namespace.name() + "-foreign")) {
            Hall.label(cluster, labelled, Map.of("bailiwick.dev/client", "true"));

            // When
            var deployment =
                    hall.apply("guarded", """
            engine: {type: Custom, image: "%s", args: ["--cold-start=0s", "--served-model-name=guarded"]}
            scaling: {mode: Auto, minReplicas: 1, maxReplicas: 2, targets: {queuedRequestsPerReplica: 4}}
            """.formatted(cluster.images().engineSimulator()));
            deployment.awaitSettled(1);

            // Then
            assertThat(answered(cluster, namespace, namespace)).isPositive();
            assertThat(answered(cluster, labelled, namespace)).isPositive();
            assertThat(answered(cluster, foreign, namespace)).isZero();
            // The operator reads the engine's page, or there would be no decision.
            deployment.await(ConditionReason.Following);
        }
    }

    /** How many of a client's requests are answered; one without an answer is given up after a few seconds. */
    private static int answered(Cluster cluster, TestNamespace from, TestNamespace to) {
        return Clients.start(
                        cluster,
                        from.name(),
                        "client",
                        "--url",
                        "http://guarded." + to.name(),
                        "--model",
                        "guarded",
                        "--concurrency=1",
                        "--output-tokens=5",
                        "--length=1s",
                        "--patience=4s")
                .report()
                .path("answered")
                .asInt();
    }
}
