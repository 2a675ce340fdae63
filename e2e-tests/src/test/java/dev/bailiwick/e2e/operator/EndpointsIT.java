package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.operator.observe.Catalogue;
import dev.bailiwick.operator.observe.OperatorMetric;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the operator says of itself over HTTP. */
@Operated
class EndpointsIT {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (bailiwick_\\w+) (\\w+)$");

    /** What docs/reference/metrics.md says of the framework. */
    private static final List<String> FRAMEWORK = List.of(
            "reconciliations_started_total",
            "reconciliations_success_total",
            "reconciliations_active",
            "reconciliations_queue",
            "reconciliations_execution_duration_seconds_count",
            "events_received_total",
            "custom_resources");

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
                .contains("bailiwick_scrapes_total{" + labels + ",outcome=\"ok\"")
                .contains("bailiwick_decision_latency_seconds")
                .containsPattern("(?m)^reconciliations_[a-z_]+\\{");
    }

    @Scenario
    void theReferenceListsWhatThePageHasAndNothingElse(Scene scene) {
        // Given
        var objectives = """
                scaling: {mode: Auto, maxReplicas: 3, objectives: {timeToFirstToken: 2.5s}}
                """;
        var assistant = scene.apply("assistant", Specs.onCpu(objectives)).awaitSettled(1);
        assistant.engines().getFirst().startsTokens(9, 1).holds(30, 40).awaitScrapes(2);
        assistant.awaitSize(2);
        var own = "name=\"assistant\",namespace=\"" + scene.namespace().name() + "\"";
        Eventually.eventually(
                "first tokens to be counted",
                () -> page(scene).contains("bailiwick_first_tokens_total{in_time=\"true\"," + own));

        // When
        var page = page(scene);

        // Then
        var known = Catalogue.all().collect(Collectors.toMap(OperatorMetric::name, metric -> metric));
        var families = TYPE.matcher(page)
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (a, b) -> a));
        families.keySet().removeIf(name -> name.endsWith("_max"));
        assertThat(families.keySet()).isEqualTo(known.keySet());
        assertThat(families)
                .allSatisfy((name, type) -> assertThat(type)
                        .isEqualTo(Objects.requireNonNull(known.get(name))
                                .type()
                                .name()
                                .toLowerCase(Locale.ROOT)));
        for (var name : FRAMEWORK) {
            assertThat(page).containsPattern("(?m)^" + name + "[{ ]");
        }
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
