package dev.bailiwick.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Engine;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GpuNode;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Prometheus;
import dev.bailiwick.e2e.harness.Scene;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A Prometheus scrapes an operator that grows one deployment to its bound, drains another, holds a third blindly, and cannot place or
 * start two more. Then every query that we ship returns a number, or {@code observability/silent.yaml} says why it cannot here.
 */
@Operated
class PrometheusIT {

    private static final Path SILENT = Path.of("src/test/resources/observability/silent.yaml");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+)(?:\\{.*})?, (\\w+)\\)");
    private static final String POD = """
            engine: {type: Custom, image: "registry.example/engines/server:v1"}
            pod: {annotations: {bailiwick-sandbox/ready-after: 100ms}}
            """;

    @Test
    void everyQueryThatWeShipReturnsANumberOrIsSilentForAReason(Scene scene) {
        try (var node = GpuNode.with(scene, 2);
                var prometheus = Prometheus.scraping(scene)) {
            // Given
            var drained = scene.apply("drained", POD + "replicas: 2\ndrain: {deadline: 2s}");
            var blind = scene.apply("blind", POD + scaling("queuedRequestsPerReplica: 4") + "  minReplicas: 2\n");
            scene.apply("unclaimed", POD + "model: {claim: {name: weights}}");
            var busy = scene.apply("busy", POD + gpus(node) + scaling("queuedRequestsPerReplica: 1") + """
                      objectives: {timeToFirstToken: 2.5s}
                    """);
            // When
            drained.awaitSettled(2)
                    .engines()
                    .forEach(engine -> engine.serves(100).holds(3, 0));
            blind.awaitSettled(2).engines().forEach(engine -> engine.fails(Engine.Fault.MISSING));
            drained.engines().getFirst().awaitScrapes(2);
            drained.scale(1).orThrow();
            growToTheBound(busy);
            scene.apply("unplaced", POD + gpus(node));
            drained.awaitSettled(1);

            // Then
            var silent = silent();
            var queries = queries(scene, busy);
            assertThat(queries.keySet()).containsAll(silent.keySet());
            silent.keySet().forEach(queries::remove);
            Eventually.eventually(() -> "data of " + queries, () -> {
                // What has shown itself once is done: a decision is an annotation for a minute only.
                queries.values().removeIf(prometheus::hasData);
                return queries.isEmpty();
            });
            assertThat(Dashboard.all().stream().flatMap(Dashboard::variables))
                    .allSatisfy(variable -> assertThat(values(prometheus, variable))
                            .as(variable.place())
                            .isNotEmpty());
        }
    }

    /** Every replica is full and has a queue, as soon as it serves. */
    private static void growToTheBound(LiveDeployment busy) {
        busy.awaitSettled(1);
        Eventually.eventually("the bound of busy", () -> {
            busy.engines()
                    .forEach(engine -> engine.serves(400).startsTokens(8, 2).holds(8, 40));
            return busy.serving().size() == 2;
        });
    }

    private static String scaling(String targets) {
        return """
                scaling:
                  mode: Auto
                  maxReplicas: 2
                  scaleDownDelay: 2s
                  targets: {%s}
                """.formatted(targets);
    }

    private static String gpus(GpuNode node) {
        return """
                accelerator: {select: {products: ["%s"]}}
                """.formatted(node.product());
    }

    /** Every query that we ship, by its place. An alert is asked twice: as it is, and for what it measures. */
    private static Map<String, String> queries(Scene scene, LiveDeployment chosen) {
        var all = new HashMap<String, String>();
        for (var dashboard : Dashboard.all()) {
            dashboard
                    .queries()
                    .forEach(query -> all.put(
                            query.place(),
                            query.expression()
                                    .replace("$__rate_interval", "10s")
                                    .replace("$__range", "1m")
                                    .replace("$job", ".*")
                                    .replace("$namespace", scene.namespace().name())
                                    .replace("$name", chosen.name())));
        }
        for (var alert : Alert.all()) {
            all.put("alert " + alert.name(), alert.expression());
            all.put("alert " + alert.name() + ", measured", alert.measured());
        }
        return all;
    }

    private static List<String> values(Prometheus prometheus, Dashboard.Query variable) {
        var parts = LABEL_VALUES.matcher(variable.expression());
        assertThat(parts.matches()).as(variable.expression()).isTrue();
        return prometheus.labelValues(parts.group(1), parts.group(2));
    }

    private static Map<String, String> silent() {
        var reasons = new HashMap<String, String>();
        Alert.yaml(SILENT).properties().forEach(entry -> {
            assertThat(entry.getValue().asText()).as(entry.getKey()).hasSizeGreaterThan(10);
            reasons.put(entry.getKey(), entry.getValue().asText());
        });
        return reasons;
    }
}
