package dev.bailiwick.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kubectl explain} answers, at every depth. */
@Sandboxed
class ExplainIT {

    @Test
    void noFieldIsWithoutAnExplanation(Sandbox sandbox) {
        // Given
        var definition = Definition.install(sandbox.client());
        var schema = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        var objects = new ArrayList<String>();
        collect("modeldeployment", schema, objects);

        // When
        var silent = objects.stream()
                .filter(path -> {
                    var explained = sandbox.kubectl("explain", path);
                    return explained.exitCode() != 0
                            || explained.stdout().contains("<no description>")
                            || explained.stdout().contains("<empty>");
                })
                .toList();

        // Then
        assertThat(objects).hasSizeGreaterThan(25);
        assertThat(silent).isEmpty();
    }

    @Test
    void theWholeTreeIsExplainedAtOnce(Sandbox sandbox) {
        // Given
        Definition.install(sandbox.client());

        // When
        var explained = sandbox.kubectl("explain", "modeldeployment", "--recursive");

        // Then
        assertThat(explained.good()).isTrue();
        assertThat(explained.stdout()).contains("tokensPerSecondPerReplica", "topologySpreadConstraints", "summary");
    }

    private static void collect(String path, JSONSchemaProps schema, List<String> objects) {
        Map<String, JSONSchemaProps> fields = schema.getProperties();
        if (fields == null || fields.isEmpty()) {
            return;
        }
        objects.add(path);
        fields.forEach((name, field) -> {
            var inner = field.getItems() == null ? field : field.getItems().getSchema();
            collect(path + "." + name, inner, objects);
        });
    }
}
