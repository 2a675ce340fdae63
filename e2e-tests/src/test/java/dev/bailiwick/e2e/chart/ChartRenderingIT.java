package dev.bailiwick.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each directory of {@code chart/rendered} is a set of values and what the chart makes of it; each file of
 * {@code chart/refused} is a set of values with what helm says about it in its first lines.
 */
@Sandboxed
class ChartRenderingIT {

    private final Sandbox sandbox;

    ChartRenderingIT(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Those that the sets of values speak of. */
    @BeforeAll
    static void makeNamespaces(Sandbox sandbox) {
        List.of("serving", "vision", "search").forEach(namespace -> sandbox.kubectl("create", "namespace", namespace));
    }

    @ParameterizedTest
    @MethodSource
    void renders(Path directory) throws IOException {
        // Given
        var golden = directory.resolve("rendered.yaml");

        // When
        var rendered = Chart.template(sandbox, "--values=" + directory.resolve("values.yaml"))
                        .orThrow() + "\n";

        // Then
        if (Boolean.getBoolean("bailiwick.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }

    static Stream<Path> renders() throws IOException {
        return Chart.cases("rendered");
    }

    @ParameterizedTest
    @MethodSource("renders")
    void rendersWhatAnApiServerTakes(Path directory) {
        // When
        var taken = sandbox.kubectl(
                "apply", "--dry-run=server", "--validate=strict", "--filename=" + directory.resolve("rendered.yaml"));

        // Then
        assertThat(taken.good()).as(taken.stderr()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void refuses(Path file) throws IOException {
        // Given
        var reasons = Files.readString(file)
                .lines()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toList();

        // When
        var refused = Chart.template(sandbox, "--values=" + file);

        // Then
        assertThat(refused.good()).isFalse();
        assertThat(reasonsOf(refused.stderr())).isEqualTo(reasons);
    }

    static Stream<Path> refuses() throws IOException {
        return Chart.cases("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.35.0", "1.36.4", "1.37.2"})
    void takesEverySupportedKubernetes(String version) {
        // When
        var rendered = Chart.template(sandbox, "--set=operator.replicas=0", "--kube-version=" + version);

        // Then
        assertThat(rendered.good()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.34.9", "1.38.0"})
    void refusesAKubernetesThatIsNotSupported(String version) {
        // When
        var rendered = Chart.template(sandbox, "--set=operator.replicas=0", "--kube-version=" + version);

        // Then
        assertThat(rendered.stderr())
                .contains("chart requires kubeVersion: >=1.35.0-0 <1.38.0-0 which is incompatible with Kubernetes v"
                        + version);
    }

    @Test
    void lintsWithoutAWarning() {
        // When
        var linted = sandbox.helm("lint", "--strict", Chart.DIRECTORY.toString(), "--set=operator.replicas=0");

        // Then
        assertThat(linted.good()).as(linted.stdout() + linted.stderr()).isTrue();
        assertThat(linted.stdout()).doesNotContain("[WARNING]", "[ERROR]");
    }

    @Test
    void installsTheDefinitionThatTheTypesGive() throws IOException {
        // Given
        var resource = "/META-INF/bailiwick/modeldeployments.bailiwick.dev.yaml";
        try (var in = Objects.requireNonNull(ModelDeployment.class.getResourceAsStream(resource), resource)) {
            var definition = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            // When
            var rendered = Chart.template(sandbox, "--set=operator.replicas=0", "--show-only=templates/crds.yaml")
                    .orThrow();

            // Then
            assertThat(rendered).contains(definition.strip());
        }
    }

    private static List<String> reasonsOf(String stderr) {
        return stderr.lines()
                .map(line -> line.strip().replaceFirst("^Error: execution error at \\([^)]*\\): ", ""))
                .filter(line -> !line.isEmpty()
                        && !line.equals("bailiwick:")
                        && !line.startsWith("Use --debug")
                        && !line.startsWith("Error: values don't meet the specifications of the schema"))
                .toList();
    }
}
