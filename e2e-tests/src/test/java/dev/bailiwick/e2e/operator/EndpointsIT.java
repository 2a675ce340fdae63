package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import java.util.List;

/** What the operator says of itself over HTTP. */
@Operated
class EndpointsIT {

    @Scenario
    void answersTheThreeProbes(Scene scene) {
        // Then
        assertThat(List.of("/q/health/started", "/q/health/live", "/q/health/ready"))
                .allSatisfy(
                        path -> assertThat(scene.operator().get(path).status()).isEqualTo(200));
    }

    @Scenario
    void onePageHasItsOwnMetersAndThoseOfTheFramework(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu(Specs.auto(1, 3, "queuedRequestsPerReplica: 4")))
                .awaitSettled(1);
        assistant.engines().getFirst().awaitScrapes(2);
        var labels = "name=\"assistant\",namespace=\"" + scene.namespace().name() + "\"";

        // When
        Eventually.eventually(
                "a gauge of the deployment", () -> page(scene).contains("bailiwick_replicas_ready{" + labels));
        var page = page(scene);

        // Then
        assertThat(page)
                .contains("bailiwick_replicas_ready{" + labels + ",} 1.0")
                .contains("bailiwick_replicas_desired{" + labels + ",} 1.0")
                .contains("bailiwick_requests_waiting{" + labels + ",} 0.0")
                .contains("bailiwick_ticks_total{" + labels)
                .contains("bailiwick_scrapes_total{outcome=\"ok\"")
                .contains("bailiwick_decision_latency_seconds")
                .containsPattern("(?m)^reconciliations_[a-z_]+\\{");
    }

    @Scenario
    void theMetersOfADeploymentGoWithIt(Scene scene) {
        // Given
        var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
        var label = "namespace=\"" + scene.namespace().name() + "\"";
        Eventually.eventually("meters of the deployment", () -> bailiwicks(scene, label) > 0);

        // When
        assistant.delete();

        // Then
        Eventually.eventually("no meter of the deployment", () -> bailiwicks(scene, label) == 0);
    }

    private static long bailiwicks(Scene scene, String label) {
        return page(scene)
                .lines()
                .filter(line -> line.startsWith("bailiwick_") && line.contains(label))
                .count();
    }

    private static String page(Scene scene) {
        return scene.operator().get("/metrics").body();
    }
}
