package dev.bailiwick.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonNode redacted(String yaml) throws IOException {
        return Redaction.of(YAML.readTree(yaml));
    }

    @Test
    void literalValuesOfTheEnvironmentGoWhateverTheyAreNamed() throws IOException {
        // When
        var pod = redacted("""
                spec:
                  containers:
                  - env:
                    - {name: MODE, value: planted}
                    - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hub, key: token}}}
                """);

        // Then
        var env = pod.path("spec").path("containers").path(0).path("env");
        assertThat(env.path(0).path("value").asText()).isEqualTo(Scrub.LEFT_OUT);
        assertThat(env.path(1)
                        .path("valueFrom")
                        .path("secretKeyRef")
                        .path("key")
                        .asText())
                .isEqualTo("token");
    }

    @Test
    void argumentsKeepWhatSizesAnEngineAndLoseWhatIsNobodysBusiness() throws IOException {
        // When
        var container = redacted("""
                args: [--model=/model, --max-num-seqs, "64", --api-key, planted, --api-key=planted, --hf-token, -planted,
                       "--system-prompt=planted", --chat-template, planted, "you are planted", "https://u:planted@hub/"]
                """);

        // Then
        assertThat(container.path("args"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "--model=/model",
                        "--max-num-seqs",
                        "64",
                        "--api-key",
                        Scrub.LEFT_OUT,
                        "--api-key=" + Scrub.LEFT_OUT,
                        "--hf-token",
                        Scrub.LEFT_OUT,
                        "--system-prompt=" + Scrub.LEFT_OUT,
                        "--chat-template",
                        Scrub.LEFT_OUT,
                        Scrub.LEFT_OUT,
                        "https://" + Scrub.LEFT_OUT + "@hub/");
    }

    @Test
    void annotationsOfOthersLoseTheirValuesAndTheLastAppliedGoes() throws IOException {
        // When
        var metadata = redacted("""
                metadata:
                  managedFields: [{manager: kubectl}]
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: planted
                    bailiwick.dev/hold: "true"
                    example.com/note: planted
                """).path("metadata");

        // Then
        assertThat(metadata.has("managedFields")).isFalse();
        assertThat(metadata.path("annotations")).hasSize(2);
        assertThat(metadata.path("annotations").path("bailiwick.dev/hold").asText())
                .isEqualTo("true");
        assertThat(metadata.path("annotations").path("example.com/note").asText())
                .isEqualTo(Scrub.LEFT_OUT);
    }

    @Test
    void whatAContainerSaidGoes() throws IOException {
        // When
        var status = redacted("""
                lastState: {terminated: {exitCode: 1, reason: Error, message: planted}}
                """);

        // Then
        assertThat(status.path("lastState").path("terminated").path("exitCode").asInt())
                .isEqualTo(1);
        assertThat(status.path("lastState").path("terminated").path("message").asText())
                .isEqualTo(Scrub.LEFT_OUT);
    }

    @Test
    void eventsKeepTheNotesOfTheOperatorAndOfKubernetesExceptWhatAProbeRead() throws IOException {
        // When
        var events = redacted("""
                - {reportingController: bailiwick.dev/operator, reason: ScaledDown, note: "scaled 2 -> 1"}
                - {reportingController: kubelet, reason: Unhealthy, note: "Readiness probe failed: planted"}
                - {reportingController: example.com/thing, reason: Said, note: planted}
                """);

        // Then
        assertThat(events)
                .extracting(event -> event.path("note").asText())
                .containsExactly("scaled 2 -> 1", "Readiness probe failed: " + Scrub.LEFT_OUT, Scrub.LEFT_OUT);
    }

    @Test
    void headersOfProbesLoseTheirValues() throws IOException {
        // When
        var probe = redacted("httpGet: {httpHeaders: [{name: X-Team, value: planted}]}");

        // Then
        assertThat(probe.toString()).contains("X-Team").doesNotContain("planted");
    }
}
