package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A ModelDeployment on fake GPUs, from apply to delete, with containers that really run. */
@OnNode
class ServingE2E {

    @Test
    void servesOnTheDevicesThatWereAllocatedFromTheModelThatWasMountedAndScalesWithoutACutRequest(
            Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var model = Images.model(cluster.node());

        // When
        var deployment =
                hall.apply("assistant", """
            model: {image: "%s"}
            engine: {type: vLLM, image: "%s", args: ["--cold-start=1s", "--slots=8"]}
            accelerator: {count: 1, select: {products: ["%s"], minMemory: 80Gi}}
            drain: {deadline: 2m}
            scaling:
              mode: Auto
              minReplicas: 1
              maxReplicas: 3
              scaleDownDelay: 5s
              targets: {queuedRequestsPerReplica: 2}
            """.formatted(model, cluster.images().engineSimulator(), FakeGpus.PRODUCT));

        // Then
        deployment.awaitSettled(1);
        var pod = deployment.pods().getFirst();
        sawTheAllocatedDevices(cluster, hall.log(pod));
        readTheMountedModel(cluster, hall.log(pod), pod);
        answersByServiceName(hall);
        growsUnderLoadAndShrinksAfterIt(hall, deployment);
        leavesNothing(hall, deployment);
    }

    private static void sawTheAllocatedDevices(Cluster cluster, String log) {
        var ids = FakeGpus.allocations(cluster.node())
                .lines()
                .filter(line -> line.contains("allocated "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
        assertThat(ids).isNotEmpty();
        assertThat(log).contains(ids.getLast());
    }

    private static void readTheMountedModel(Cluster cluster, String log, Pod pod) {
        assertThat(log).contains(sha256(Images.WEIGHTS));
        var container = pod.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getContainerID()
                .replaceFirst(".*//", "");
        var mounts = cluster.node()
                .exec(
                        "sh",
                        "-c",
                        "cat /proc/$(ctr -n k8s.io tasks ls | awk '$1 == \"%s\" {print $2}')/mounts"
                                .formatted(container));
        assertThat(mounts.lines().filter(line -> line.contains(" /models ") || line.contains(" /model ")))
                .singleElement()
                .asString()
                .matches(".* ro[, ].*");
    }

    private static void answersByServiceName(Hall hall) {
        var report = hall.clients("one-request", "assistant", "--concurrency=1", "--output-tokens=5", "--length=1s")
                .report();
        assertThat(report.path("answered").asInt()).isPositive();
        assertThat(report.path("failed").asInt()).isZero();
    }

    private static void growsUnderLoadAndShrinksAfterIt(Hall hall, LiveDeployment deployment) {
        var clients = hall.clients("load", "assistant", "--concurrency=40", "--output-tokens=100", "--length=1m");
        deployment.await(
                "more than one ready replica", live -> deployment.serving().size() > 1);
        var report = clients.report();
        deployment.awaitSettled(1);
        assertThat(report.path("cut").asInt()).as(report.toString()).isZero();
        assertThat(report.path("failed").asInt()).as(report.toString()).isZero();
        assertThat(report.path("answered").asInt()).isGreaterThan(40);
    }

    private static void leavesNothing(Hall hall, LiveDeployment deployment) {
        deployment.delete();
        Eventually.eventually(
                "all that belonged to the deployment to be gone",
                () -> hall.kubectl(
                                "get",
                                "pods,replicasets,services,serviceaccounts,networkpolicies",
                                "-l",
                                "app.kubernetes.io/managed-by=bailiwick",
                                "-o",
                                "name")
                        .orThrow()
                        .isEmpty());
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
