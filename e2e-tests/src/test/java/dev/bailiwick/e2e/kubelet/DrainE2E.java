package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** What becomes of streams on a replica that goes away: on our path, and on a way past it. */
@OnNode
class DrainE2E {

    private static final int STREAMS = 40;

    /** Answers of 900 tokens take about a quarter of a minute. */
    private static final String LONG = "--output-tokens=900";

    @Test
    void fortyStreamsOnAVictimFinishBeforeItIsRemoved(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = deployment(hall, "drained", 1);
        var victim = deployment.pods().getFirst();
        var clients = streamsOn(hall, "drained-clients", "drained", victim);

        // When: the one replica that there is gives way to another revision
        hall.apply("drained", spec(hall, "drained", 1) + "pod: {annotations: {example/revision: two}}\n");
        Eventually.eventually(
                "the victim to drain", () -> !deployment.draining().isEmpty());

        // Then
        allAnswered(clients.report());
        deployment.awaitSettled(1);
        assertThat(hall.client().pods().resource(victim).get()).isNull();
    }

    @Test
    void aPlainDeleteOfThePodLeavesFinishingToTheEngineItself(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = deployment(hall, "deleted", 1);
        var victim = deployment.pods().getFirst();
        var clients = streamsOn(hall, "deleted-clients", "deleted", victim);

        // When
        hall.kubectl("delete", "pod", victim.getMetadata().getName(), "--wait=false")
                .orThrow();

        // Then: this engine finishes its streams after SIGTERM; one that does not would have cut them
        allAnswered(clients.report());
        deployment.awaitSettled(1);
    }

    private static LiveDeployment deployment(Hall hall, String name, int replicas) {
        return hall.apply(name, spec(hall, name, replicas)).awaitSettled(replicas);
    }

    private static String spec(Hall hall, String name, int replicas) {
        return """
            engine: {type: Custom, image: "%s", args: ["--cold-start=1s", "--served-model-name=%s"]}
            replicas: %d
            drain: {deadline: 2m}
            """.formatted(hall.cluster().images().engineSimulator(), name, replicas);
    }

    /** Starts the streams and returns when the pod has all of them. */
    private static Clients streamsOn(Hall hall, String name, String deployment, Pod pod) {
        var clients = hall.clients(name, deployment, "--concurrency=" + STREAMS, LONG, "--length=1s");
        Eventually.eventually(
                () -> STREAMS + " running streams; the page is\n" + page(hall, pod),
                () -> page(hall, pod).matches("(?s).*vllm:num_requests_running\\{[^}]*} " + STREAMS + "(\\.0)?\\n.*"));
        return clients;
    }

    /** The engine's metrics page, by way of the API server. */
    private static String page(Hall hall, Pod pod) {
        return hall.cluster()
                .kubectl(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/%s/pods/%s:8000/proxy/metrics"
                                .formatted(
                                        pod.getMetadata().getNamespace(),
                                        pod.getMetadata().getName()))
                .stdout();
    }

    private static void allAnswered(JsonNode report) {
        assertThat(report.path("answered").asInt()).as(report.toString()).isEqualTo(STREAMS);
        assertThat(report.path("cut").asInt()).as(report.toString()).isZero();
        assertThat(report.path("failed").asInt()).as(report.toString()).isZero();
    }
}
