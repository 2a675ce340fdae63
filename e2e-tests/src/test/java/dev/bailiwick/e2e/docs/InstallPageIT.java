package dev.bailiwick.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GoTool;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest of {@code docs/install.md} is one that an API server takes, and every values file and flag one that helm takes. */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallPageIT {

    private static final Path PAGE = Path.of("../docs/install.md");
    private static final Path CHART = Path.of("../helm/bailiwick");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern INSTALL = Pattern.compile("(?m)^(?:./bailiwick node )?helm install (\\S+) (.*)$");

    private final Sandbox sandbox;
    private final TestNamespace namespace;

    InstallPageIT(Sandbox sandbox, TestNamespace namespace) {
        this.sandbox = sandbox;
        this.namespace = namespace;
    }

    @BeforeAll
    void installTheDefinitions() {
        var gateway =
                GoTool.module("sigs.k8s.io/gateway-api@v1.4.1", "h1:NPxFutNkKNa8UfLd2CMlEuhIPMQgDQ6DXNKG9sHbJU8=");
        Stream.of(
                        CHART.resolve("files/modeldeployments.bailiwick.dev.yaml"),
                        gateway.resolve("config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"))
                .forEach(definition -> sandbox.kubectl(
                                "apply", "--server-side", "--force-conflicts", "--filename=" + definition)
                        .orThrow());
        Eventually.eventually(
                "both kinds to be served",
                () -> sandbox.kubectl("get", "modeldeployments,httproutes", "--all-namespaces")
                        .good());
        sandbox.kubectl("label", "namespace", namespace.name(), "pod-security.kubernetes.io/warn=restricted")
                .orThrow();
    }

    @ParameterizedTest
    @MethodSource
    void theApiServerTakesTheManifestWithoutAWarning(String manifest) throws IOException {
        // Given
        var file = write("manifest.yaml", manifest.replace("namespace: plant", "namespace: " + namespace.name()));

        // When
        var taken = sandbox.kubectl("create", "--dry-run=server", "--validate=strict", "--filename=" + file);

        // Then
        assertThat(taken.good()).as(taken.stderr()).isTrue();
        assertThat(taken.stderr()).isEmpty();
    }

    static List<String> theApiServerTakesTheManifestWithoutAWarning() throws IOException {
        var manifests =
                blocks().filter(block -> block.startsWith("apiVersion:")).toList();
        assertThat(manifests).hasSizeGreaterThan(5);
        return manifests;
    }

    @ParameterizedTest
    @MethodSource
    void theChartTakesTheValues(String values) throws IOException {
        // When
        var rendered =
                sandbox.helm("template", "bailiwick", CHART.toString(), "--values=" + write("values.yaml", values));

        // Then
        assertThat(rendered.good()).as(rendered.stderr()).isTrue();
    }

    static List<String> theChartTakesTheValues() throws IOException {
        return blocks().filter(block -> !block.startsWith("apiVersion:")).toList();
    }

    @ParameterizedTest
    @MethodSource
    void helmTakesTheFlags(List<String> flags) {
        // Given
        var command = new ArrayList<>(List.of("template", "bailiwick", CHART.toString()));
        command.addAll(flags);

        // When
        var rendered = sandbox.helm(command.toArray(String[]::new));

        // Then
        assertThat(rendered.good()).as(rendered.stderr()).isTrue();
    }

    static List<List<String>> helmTakesTheFlags() throws IOException {
        var commands = INSTALL.matcher(Files.readString(PAGE)).results().toList();
        assertThat(commands).hasSizeGreaterThan(4).allSatisfy(command -> {
            assertThat(command.group(1)).isEqualTo("bailiwick");
            assertThat(command.group(2)).startsWith("helm/bailiwick ");
        });
        return commands.stream()
                .map(command -> List.of(command.group(2).split(" ", -1)))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    private static Stream<String> blocks() throws IOException {
        return YAML.matcher(Files.readString(PAGE)).results().map(block -> block.group(1));
    }

    private Path write(String name, String text) throws IOException {
        var directory = Files.createDirectories(sandbox.dir().resolve(namespace.name()));
        return Files.writeString(directory.resolve(name), text);
    }
}
