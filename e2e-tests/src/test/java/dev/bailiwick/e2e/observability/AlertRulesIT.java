package dev.bailiwick.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.PrometheusTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool on the alerts as they are shipped: each fires when it should, not earlier, and not otherwise. */
class AlertRulesIT {

    private static final Path TESTS = Path.of("src/test/resources/alerts");

    private final Path promtool = PrometheusTools.find().promtool();

    @Test
    void promtoolTakesTheRules() throws Exception {
        assertThat(run("check", "rules", Alert.FILE.toString()))
                .contains("SUCCESS: " + Alert.all().size() + " rules");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void firesAfterItsTimeAndStaysSilentOtherwise(Alert alert) throws Exception {
        // Given
        var file = TESTS.resolve(alert.name() + ".yaml");
        var groups = Dashboard.each(Alert.yaml(file).path("tests")).toList();
        assertThat(groups)
                .hasSize(2)
                .allSatisfy(group -> assertThat(Dashboard.each(group.path("alert_rule_test")))
                        .isNotEmpty()
                        .allSatisfy(test ->
                                assertThat(test.path("alertname").asText()).isEqualTo(alert.name())));
        var firing = Dashboard.each(groups.getFirst().path("alert_rule_test")).toList();
        assertThat(firing).hasSize(2);
        assertThat(firing.getFirst().path("exp_alerts")).isEmpty();
        assertThat(firing.getLast().path("exp_alerts")).hasSize(1);
        assertThat(Dashboard.each(groups.getLast().path("alert_rule_test")))
                .allSatisfy(test -> assertThat(test.path("exp_alerts")).isEmpty());

        // Then
        assertThat(run("test", "rules", file.toString())).contains("SUCCESS");
    }

    @Test
    void noTestIsLeftOfAnAlertThatIsGone() throws IOException {
        try (var files = Files.list(TESTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            alerts().map(alert -> alert.name() + ".yaml").toList());
        }
    }

    static Stream<Alert> alerts() {
        return Alert.all().stream();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
