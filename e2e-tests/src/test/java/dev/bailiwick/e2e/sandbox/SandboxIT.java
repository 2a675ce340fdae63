package dev.bailiwick.e2e.sandbox;

import static dev.bailiwick.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.sandbox.Child;
import dev.bailiwick.sandbox.CommandResult;
import dev.bailiwick.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a running sandbox offers. */
@Sandboxed
class SandboxIT {

    private static final String PRODUCT = "nvidia.com/gpu.product";

    @ParameterizedTest
    @CsvSource({
        "gpu-h100, eu-fr-1, nvidia.com/gpu, 8, nvidia.com/gpu.product, NVIDIA-H100-80GB-HBM3",
        "gpu-h100, eu-fr-1, nvidia.com/gpu, 8, nvidia.com/gpu.memory, 81559",
        "gpu-a100, eu-fr-1, nvidia.com/gpu, 8, nvidia.com/gpu.product, NVIDIA-A100-SXM4-80GB",
        "gpu-l40s, eu-de-1, nvidia.com/gpu, 4, nvidia.com/gpu.product, NVIDIA-L40S",
        "gpu-mi300x, eu-de-1, amd.com/gpu, 8, amd.com/gpu.product-name, AMD_Instinct_MI300X_OAM",
        "gpu-shared, eu-fr-1, nvidia.com/gpu, 8, nvidia.com/gpu.product, NVIDIA-L40S-SHARED",
        "gpu-shared, eu-fr-1, nvidia.com/gpu, 8, nvidia.com/gpu.sharing-strategy, time-slicing",
    })
    void everyKindOfGpuIsThereWithTheLabelsOfARealMachine(
            String name,
            String region,
            String resource,
            String count,
            String label,
            String value,
            KubernetesClient client) {
        Node node = client.nodes().withName(name).get();

        assertThat(node.getStatus().getAllocatable()).containsEntry(resource, new Quantity(count));
        assertThat(node.getMetadata().getLabels())
                .containsEntry("topology.kubernetes.io/region", region)
                .containsEntry(label, value);
    }

    @Test
    void allNodesAreReadyAndSomeHaveNoLabelOrNoGpu(KubernetesClient client) {
        List<Node> nodes = client.nodes().list().getItems();

        assertThat(nodes).hasSize(8).allMatch(node -> Readiness.getInstance().isReady(node));
        Node unlabelled = client.nodes().withName("gpu-unlabelled").get();
        assertThat(unlabelled.getStatus().getAllocatable()).containsKey("nvidia.com/gpu");
        assertThat(unlabelled.getMetadata().getLabels()).doesNotContainKey(PRODUCT);
        assertThat(client.nodes().withName("cpu-1").get().getStatus().getAllocatable())
                .doesNotContainKey("nvidia.com/gpu");
    }

    @Test
    void aPodIsReadyByItselfAndKnowsItsRegion(TestNamespace namespace, KubernetesClient client) {
        Pod pod = client.resource(pod(namespace, "plain", Map.of(), Map.of())).create();

        eventually("the pod to be ready", () -> Readiness.getInstance().isReady(current(client, pod)));

        assertThat(current(client, pod).getStatus().getPodIP()).isNotBlank();
        assertThat(current(client, pod).getMetadata().getLabels().get("topology.kubernetes.io/region"))
                .startsWith("eu-");
    }

    @Test
    void aPodOfAModelDeploymentRunsUntilItsEngineSaysThatItIsReady(TestNamespace namespace, KubernetesClient client) {
        Pod waits = client.resource(pod(namespace, "waits", Map.of("bailiwick.dev/name", "m"), Map.of()))
                .create();
        Pod ready = client.resource(pod(
                        namespace,
                        "ready",
                        Map.of("bailiwick.dev/name", "m"),
                        Map.of("bailiwick-sandbox/ready-after", "100ms")))
                .create();

        eventually(
                "both to run",
                () -> Stream.of(waits, ready)
                        .allMatch(pod -> "Running"
                                .equals(current(client, pod).getStatus().getPhase())));
        eventually(
                "the annotated one to be ready", () -> Readiness.getInstance().isReady(current(client, ready)));

        assertThat(Readiness.getInstance().isReady(current(client, waits))).isFalse();
    }

    @Test
    void aDeletedPodIsGoneSoon(TestNamespace namespace, KubernetesClient client) {
        Pod pod = client.resource(pod(namespace, "short", Map.of(), Map.of())).create();
        eventually(
                "the pod to run",
                () -> "Running".equals(current(client, pod).getStatus().getPhase()));

        client.resource(pod).delete();

        eventually("the pod to be gone", () -> client.resource(pod).get() == null);
    }

    @Test
    void aServiceAccountMayDoOnlyWhatItWasGranted(Sandbox sandbox, TestNamespace namespace) {
        String kubeconfig =
                sandbox.token("default", namespace.name(), Duration.ofDays(30)).toString();

        assertThat(sandbox.kubectl("--kubeconfig", kubeconfig, "auth", "whoami").stdout())
                .contains("system:serviceaccount:" + namespace.name() + ":default");
        CommandResult refused = sandbox.kubectl("--kubeconfig", kubeconfig, "get", "nodes");
        assertThat(refused.good()).isFalse();
        assertThat(refused.stderr()).contains("Forbidden");
    }

    @Test
    void theAuditLogHasWhatWasWrittenButNoSecret(Sandbox sandbox, TestNamespace namespace) throws IOException {
        KubernetesClient client = sandbox.client();
        client.resource(pod(namespace, "audited", Map.of("audited", "yes-it-is"), Map.of()))
                .create();
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(namespace.name())
                .endMetadata()
                .addToStringData("key", "not-for-the-log")
                .build();
        client.resource(secret).create();

        assertThat(Files.readString(sandbox.auditLog())).contains("yes-it-is").doesNotContain("not-for-the-log");
    }

    @Test
    void itsKubectlAndHelmAreThoseOfTheCluster(Sandbox sandbox) {
        assertThat(sandbox.kubectl("version").orThrow()).contains("Server Version: v1.37.2");
        assertThat(sandbox.helm("list", "--all-namespaces").orThrow()).startsWith("NAME");
        assertThatThrownBy(() -> sandbox.kubectl("get", "nonsense").orThrow())
                .hasMessageContaining("the server doesn't have a resource type \"nonsense\"");
    }

    @Test
    void aChildRunsWithItsEnvironmentUntilItIsStopped(Sandbox sandbox) throws IOException {
        sandbox.startChild(
                "greeter", List.of("sh", "-c", "echo hello $WHOM; exec sleep 600"), Map.of("WHOM", "sandbox"));

        eventually("its log", () -> read(sandbox, "greeter").equals("hello sandbox\n"));
        assertThatThrownBy(() -> sandbox.startChild("greeter", List.of("true"), Map.of()))
                .hasMessageContaining("greeter is already running");

        sandbox.stopChild("greeter");

        assertThat(sandbox.children())
                .filteredOn(child -> child.name().equals("greeter"))
                .extracting(Child::ended)
                .containsExactly("signal: terminated");
        sandbox.startChild("greeter", List.of("true"), Map.of());
    }

    @Test
    void aChildCannotTakeTheNameOfAPartNorStopOne(Sandbox sandbox) {
        assertThatThrownBy(() -> sandbox.startChild("etcd", List.of("true"), Map.of()))
                .hasMessageContaining("a child cannot be called \"etcd\"");
        assertThatThrownBy(() -> sandbox.stopChild("etcd")).hasMessageContaining("it ends with the sandbox");
    }

    private static String read(Sandbox sandbox, String child) {
        try {
            return Files.readString(sandbox.logs().resolve(child + ".log"));
        } catch (IOException notYet) {
            return "";
        }
    }

    private static Pod current(KubernetesClient client, Pod pod) {
        return client.resource(pod).get();
    }

    private static Pod pod(
            TestNamespace namespace, String name, Map<String, String> labels, Map<String, String> annotations) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.test/main:1")
                .endContainer()
                .endSpec()
                .build();
    }
}
