package dev.bailiwick.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart brings for Prometheus and Grafana, and where. */
@Sandboxed
class ChartMonitoringIT {

    private static final String[] SERVED = {
        "--api-versions=monitoring.coreos.com/v1/PodMonitor", "--api-versions=monitoring.coreos.com/v1/PrometheusRule"
    };

    private final Sandbox sandbox;

    ChartMonitoringIT(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Test
    void whereNothingIsServedNothingIsAdded() throws IOException {
        assertThat(rendered("PodMonitor")).isEmpty();
        assertThat(rendered("PrometheusRule")).isEmpty();
        assertThat(rendered("ConfigMap")).isEmpty();
    }

    @Test
    void whereTheKindIsServedEveryPodIsScraped() throws IOException {
        // When
        var monitors = rendered("PodMonitor", with("--set=monitoring.podMonitor.labels.release=prometheus"));

        // Then
        assertThat(monitors).singleElement().satisfies(monitor -> {
            assertThat(monitor.at("/metadata/namespace").asText()).isEqualTo("serving");
            assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
            assertThat(monitor.path("spec")).isEqualTo(Serialization.unmarshal("""
                    selector:
                      matchLabels: {app.kubernetes.io/name: bailiwick, app.kubernetes.io/instance: bailiwick}
                    podMetricsEndpoints:
                    - {port: http, path: /metrics, interval: 15s, honorLabels: true}
                    """, JsonNode.class));
        });
    }

    @Test
    void anOperatorElsewhereHasNoPodsToScrapeAndItsAlertsAllTheSame() throws IOException {
        // When
        var elsewhere = with("--set=operator.replicas=0");

        // Then
        assertThat(rendered("PodMonitor", elsewhere)).isEmpty();
        assertThat(rendered("PrometheusRule", elsewhere)).hasSize(1);
    }

    @Test
    void whereTheKindIsServedTheAlertsAreThoseOfTheFile() throws IOException {
        // When
        var rules = rendered("PrometheusRule", SERVED);

        // Then
        var shipped =
                Serialization.unmarshal(Files.readString(Chart.DIRECTORY.resolve("files/alerts.yaml")), JsonNode.class);
        assertThat(rules)
                .singleElement()
                .satisfies(rule -> assertThat(rule.path("spec")).isEqualTo(shipped));
    }

    @Test
    void runbooksAreWhereTheValueSays() throws IOException {
        // When
        var rules = rendered(
                "PrometheusRule", with("--set=monitoring.prometheusRule.runbooks=https://git.example/docs/runbooks/"));

        // Then
        assertThat(rules.getFirst().at("/spec/groups").findValuesAsText("runbook_url"))
                .hasSizeGreaterThan(10)
                .allMatch(url -> url.matches("https://git\\.example/docs/runbooks/Bailiwick[A-Za-z]+\\.md"));
    }

    @Test
    void whereTheKindsAreServedGrafanaFindsTheDashboards() throws IOException {
        // When
        var maps = rendered("ConfigMap", with("--set=monitoring.dashboards.annotations.grafana_folder=Bailiwick"));

        // Then
        assertThat(maps).hasSize(3).allSatisfy(map -> {
            assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
            assertThat(map.at("/metadata/annotations/grafana_folder").asText()).isEqualTo("Bailiwick");
            var file = map.path("data").fieldNames().next();
            assertThat(Serialization.unmarshal(map.at("/data/" + file).asText(), JsonNode.class))
                    .isEqualTo(Serialization.unmarshal(
                            Files.readString(
                                    Chart.DIRECTORY.resolve("files/dashboards/" + file.replace("bailiwick-", ""))),
                            JsonNode.class));
        });
    }

    @Test
    void dashboardsByThemselvesNeedNoDefinitions() throws IOException {
        assertThat(rendered("ConfigMap", "--set=monitoring.dashboards.enabled=true"))
                .hasSize(3);
    }

    @Test
    void falseMeansNever() throws IOException {
        // When
        var never = with(
                "--set=monitoring.podMonitor.enabled=false",
                "--set=monitoring.prometheusRule.enabled=false",
                "--set=monitoring.dashboards.enabled=false");

        // Then
        assertThat(rendered("PodMonitor", never)).isEmpty();
        assertThat(rendered("PrometheusRule", never)).isEmpty();
        assertThat(rendered("ConfigMap", never)).isEmpty();
    }

    private static String[] with(String... options) {
        return Stream.concat(Stream.of(SERVED), Stream.of(options)).toArray(String[]::new);
    }

    /** The objects of a kind that the chart renders. */
    private List<JsonNode> rendered(String kind, String... options) throws IOException {
        var all = new ArrayList<>(List.of("--set=image.registry=registry.example"));
        all.addAll(List.of(options));
        var text = Chart.template(sandbox, all.toArray(String[]::new)).orThrow();
        var found = new ArrayList<JsonNode>();
        for (var document : text.split("(?m)^---$", -1)) {
            if (document.isBlank()) {
                continue;
            }
            var object = Serialization.unmarshal(document, JsonNode.class);
            if (kind.equals(object.path("kind").asText())) {
                found.add(object);
            }
        }
        return found;
    }
}
