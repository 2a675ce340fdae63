package dev.bailiwick.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;

/** A support case of a deployment into which somebody has written secrets and prompts wherever one can. */
@Operated(shared = false)
class DiagnoseCommandIT {

    private static final String SPEC = """
            engine:
              type: Custom
              image: "registry.example/engines/server:v1"
              args: ["--api-key", "planted-argument", "--hf-token=planted-argument", "--system-prompt", "planted words",
                     "--max-num-seqs=64"]
            pod:
              annotations: {bailiwick-sandbox/ready-after: 100ms, example.com/note: "planted annotation"}
              env: [{name: MODE, value: planted-environment}, {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hub, key: token}}}]
            replicas: 1
            """;

    private static String unpacked(Path archive) throws IOException {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Scenario
    void packsWhatASupportCaseNeedsAndNothingThatWasPlanted(Scene scene, @TempDir Path directory) throws IOException {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        scene.create("""
                apiVersion: v1
                kind: Secret
                metadata: {name: hub}
                stringData: {token: planted-secret}
                """);
        scene.kubectl("label", "secret", "hub", "bailiwick.dev/name=assistant").orThrow();
        var assistant = scene.apply("assistant", SPEC).awaitSettled(1);
        assistant.annotate("example.com/owner", "planted-owner");
        assistant.annotate("kubectl.kubernetes.io/last-applied-configuration", "planted: 1");
        events(scene, assistant.pods().getFirst());
        lastWords(scene, assistant.pods().getFirst());
        var archive = directory.resolve("case.tar.gz");

        // When
        var result = new Cli(scene.sandbox().kubeconfig())
                .run("diagnose", scene.namespace().name() + "/assistant", "--out", archive.toString());

        // Then
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout())
                .contains("pods.yaml", "events.yaml", "nodes.yaml", "Look at it before you send it")
                .contains("no pod of the operator runs in namespace bailiwick-system");
        var text = unpacked(archive);
        assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain("planted");
        assertThat(text)
                .contains("--max-num-seqs=64", "--api-key", "name: MODE", "NVIDIA-H100-80GB-HBM3", "BecameReady")
                .contains("engines' logs: they can hold prompts");
        assertThat(result.stdout() + text).doesNotContain("managedFields");
        operator.stop();
    }

    private static void events(Scene scene, Pod pod) {
        var about = """
                apiVersion: events.k8s.io/v1
                kind: Event
                metadata: {generateName: planted-nowhere-}
                eventTime: "2026-11-24T14:00:00.000000Z"
                type: Warning
                action: Look
                reportingInstance: one
                regarding: {apiVersion: v1, kind: Pod, name: %s, namespace: %s}
                """.formatted(pod.getMetadata().getName(), scene.namespace().name())
                .replace("planted-nowhere-", "e-");
        scene.create(about
                + "reportingController: kubelet\nreason: Unhealthy\nnote: 'Liveness probe failed: planted words'\n");
        scene.create(about + "reportingController: example.com/thing\nreason: Said\nnote: 'planted words of a user'\n");
        scene.create(
                about
                        + "reportingController: kubelet\nreason: Failed\nnote: 'pull of https://me:planted@registry.example failed'\n");
    }

    private static void lastWords(Scene scene, Pod pod) {
        scene.client().resource(pod).editStatus(standing -> {
            standing.getStatus()
                    .setContainerStatuses(java.util.List.of(new ContainerStatusBuilder(
                                    standing.getStatus().getContainerStatuses().getFirst())
                            .withLastState(new ContainerStateBuilder()
                                    .withNewTerminated()
                                    .withExitCode(1)
                                    .withMessage("planted last words")
                                    .endTerminated()
                                    .build())
                            .build()));
            return standing;
        });
    }

    @Scenario
    void aRefusedPartIsNamedInTheIndexAndCostsNoOther(Scene scene, @TempDir Path directory) throws IOException {
        // Given
        scene.apply("assistant", SPEC);
        scene.kubectl("create", "serviceaccount", "support").orThrow();
        scene.kubectl(
                        "create",
                        "rolebinding",
                        "support",
                        "--clusterrole=view",
                        "--serviceaccount=" + scene.namespace().name() + ":support")
                .orThrow();
        var account = scene.sandbox().token("support", scene.namespace().name(), Duration.ofHours(1));
        var archive = directory.resolve("case.tar.gz");

        // When
        var result =
                new Cli(account).run("diagnose", scene.namespace().name() + "/assistant", "--out", archive.toString());

        // Then
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(unpacked(archive))
                .contains("`nodes.yaml`: not there: nodes is forbidden")
                .contains("`operator/leases.yaml`: not there: ")
                .contains("kind: ModelDeployment");
    }

    @Scenario
    void anArchiveThatExistsIsNotOverwritten(Scene scene, @TempDir Path directory) throws IOException {
        // Given
        scene.apply("assistant", SPEC);
        var archive = Files.writeString(directory.resolve("case.tar.gz"), "mine");

        // When
        var result = new Cli(scene.sandbox().kubeconfig())
                .run("diagnose", scene.namespace().name() + "/assistant", "--out", archive.toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).contains("exists already").hasLineCount(1);
        assertThat(archive).hasContent("mine");
    }
}
