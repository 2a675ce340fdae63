package dev.bailiwick.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.GoTool;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests that hand the chart to Flux and to Argo CD. */
@Sandboxed
class GitOpsExamplesIT {

    private static final Path EXAMPLES = Path.of("../examples/gitops");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Sandbox sandbox;

    GitOpsExamplesIT(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Flux's own definitions, of the versions that are named here, judge it. */
    @Test
    void fluxTakesItsExample() {
        // Given
        var helm = GoTool.module(
                "github.com/fluxcd/helm-controller@v1.6.0", "h1:jlS5X11SG26gspubB5aLrdVSCm0q0tA4ULsY+vwSkL0=");
        var source = GoTool.module(
                "github.com/fluxcd/source-controller@v1.8.0", "h1:h549HUCBEG4jGs3uFYfb2+/XhJjcz+pvB8VG4mdSYDw=");
        var definitions = List.of(
                helm.resolve("config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml"),
                source.resolve("config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml"));
        definitions.forEach(definition -> sandbox.kubectl("apply", "--server-side", "--filename=" + definition)
                .orThrow());
        sandbox.kubectl("create", "namespace", "flux-system").orThrow();
        var example = EXAMPLES.resolve("flux-helmrelease.yaml");

        // Then
        Eventually.eventually(
                "Flux's kinds to be served",
                () -> sandbox.kubectl("get", "helmreleases,gitrepositories", "--all-namespaces")
                        .good());
        var taken = sandbox.kubectl(
                "apply", "--server-side", "--dry-run=server", "--validate=strict", "--filename=" + example);
        assertThat(taken.good()).as(taken.stderr()).isTrue();

        // Leaves the sandbox as it was
        definitions.forEach(definition ->
                sandbox.kubectl("delete", "--filename=" + definition).orThrow());
    }

    @Test
    void theValuesInTheExamplesAreThoseThatTheChartTakes() throws IOException {
        // Given
        var values = Stream.concat(
                        at("argocd-application.yaml", "/spec/source/helm/valuesObject"),
                        at("flux-helmrelease.yaml", "/spec/values"))
                .toList();

        // Then
        assertThat(values).hasSize(2).allSatisfy(one -> {
            var file = Files.writeString(sandbox.dir().resolve("gitops-values.yaml"), YAML.writeValueAsString(one));
            var rendered = sandbox.helm("template", "bailiwick", "../helm/bailiwick", "--values=" + file);
            assertThat(rendered.good()).as(rendered.stderr()).isTrue();
        });
    }

    @Test
    void bothApplyOnTheServerAndHealThemselves() throws IOException {
        assertThat(at("argocd-application.yaml", "/spec/syncPolicy")).hasSize(2).allSatisfy(policy -> {
            assertThat(policy.at("/automated/selfHeal").asBoolean()).isTrue();
            assertThat(policy.at("/syncOptions").toString()).contains("ServerSideApply=true");
        });
        assertThat(at("flux-helmrelease.yaml", "/spec"))
                .filteredOn(spec -> spec.has("chart"))
                .singleElement()
                .satisfies(spec -> {
                    assertThat(spec.at("/install/serverSideApply").asBoolean()).isTrue();
                    assertThat(spec.at("/upgrade/serverSideApply").asText()).isEqualTo("enabled");
                    assertThat(spec.at("/driftDetection/mode").asText()).isEqualTo("enabled");
                });
    }

    private static Stream<JsonNode> at(String file, String pointer) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(EXAMPLES.resolve(file).toFile())) {
            return documents.readAll().stream()
                    .map(document -> document.at(pointer))
                    .filter(found -> !found.isMissingNode());
        }
    }
}
