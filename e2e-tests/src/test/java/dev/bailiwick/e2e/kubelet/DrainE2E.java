package dev.bailiwick.e2e.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of forty streams on a replica that goes away: on our path, and on a way past it. */
@OnNode
class DrainE2E {

    private static final int STREAMS = 40;

    /** Answers of about 15 s: longer than the pause before SIGTERM, so that what SIGTERM does to streams is seen. */
    private static final int LONG = 900;

    /** Answers of about half a minute, for streams of which it is told that SIGTERM found them: on a busy machine it comes late. */
    private static final int AMPLE = 2 * LONG;

    /** Answers of about a minute, for streams that are cut, and so do not take that long. */
    private static final int LONGER = 4 * LONG;

    /** An engine that ends at once on SIGTERM, with whatever it has under way. */
    private static final String ABRUPT = "0s";

    private static final String PATIENT = "2m";

    /** What an engine says on SIGTERM, if it has requests then. */
    private static final Pattern UNDER_WAY = Pattern.compile("draining: [1-9]\\d* requests under way");

    @Test
    void ourDrainFinishesAllOfThemEvenOfAnEngineThatEndsAbruptly(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = serving(hall, "drained", ABRUPT, "one");
        var victim = deployment.pods().getFirst();
        var clients = streamsOn(hall, "drained", victim, LONG);

        // When: the one replica gives way to another revision
        hall.apply("drained", spec(hall, "drained", ABRUPT, "two"));
        Eventually.eventually(
                "the victim to drain", () -> !deployment.draining().isEmpty());

        // Then
        allAnswered(clients.report());
        Eventually.eventually(
                "the victim to be gone",
                () -> hall.client().pods().resource(victim).get() == null);
        deployment.awaitSettled(1);
    }

    @Test
    void aPlainDeleteOfThePodCutsThemWhereTheEngineEndsAbruptly(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = serving(hall, "abrupt", ABRUPT, "one");
        var victim = deployment.pods().getFirst();
        var clients = streamsOn(hall, "abrupt", victim, LONGER);

        // When
        delete(hall, victim);

        // Then
        var report = clients.report();
        assertThat(report.path("cut").asInt() + report.path("answered").asInt())
                .as(report.toString())
                .isEqualTo(STREAMS);
        assertThat(report.path("cut").asInt()).as(report.toString()).isPositive();
        System.out.println("a plain delete cut " + report.path("cut").asInt() + " of " + STREAMS + " streams");
        deployment.awaitSettled(1);
    }

    @Test
    void aPlainDeleteOfThePodLeavesThemToAnEngineThatFinishesAfterSigterm(Cluster cluster, TestNamespace namespace) {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = serving(hall, "patient", PATIENT, "one");
        var victim = deployment.pods().getFirst();
        var clients = streamsOn(hall, "patient", victim, AMPLE);
        var said = new ByteArrayOutputStream();
        try (var _ = hall.client().pods().resource(victim).watchLog(said)) {
            // When
            delete(hall, victim);

            // Then
            allAnswered(clients.report());
            Eventually.eventually(
                    () -> "the engine to say that SIGTERM found streams under way; it says\n" + said,
                    () -> UNDER_WAY.matcher(said.toString(UTF_8)).find());
        }
        deployment.awaitSettled(1);
    }

    private static void delete(Hall hall, Pod pod) {
        hall.kubectl("delete", "pod", pod.getMetadata().getName(), "--wait=false")
                .orThrow();
    }

    private static LiveDeployment serving(Hall hall, String name, String shutdownTimeout, String revision) {
        return hall.apply(name, spec(hall, name, shutdownTimeout, revision)).awaitSettled(1);
    }

    private static String spec(Hall hall, String name, String shutdownTimeout, String revision) {
        return """
                engine:
                  type: Custom
                  image: "%s"
                  args: [--cold-start=1s, --speed=0.5, --shutdown-timeout=%s, --served-model-name=%s]
                drain: {deadline: 2m}
                pod: {annotations: {example/revision: %s}}
                """.formatted(hall.cluster().images().engineSimulator(), shutdownTimeout, name, revision);
    }

    /** Starts the streams and returns when the pod has all of them. */
    private static Clients streamsOn(Hall hall, String deployment, Pod pod, int tokens) {
        var clients = hall.clients(
                deployment + "-clients",
                deployment,
                "--concurrency=" + STREAMS,
                "--output-tokens=" + tokens,
                "--length=1s");
        Eventually.eventually(
                () -> STREAMS + " running streams; the page is\n" + page(hall, pod),
                () -> page(hall, pod)
                        .lines()
                        .anyMatch(line -> line.startsWith("vllm:num_requests_running{")
                                && line.matches(".*} " + STREAMS + "(\\.0)?")));
        return clients;
    }

    /** The engine's metrics page, by way of the API server. */
    private static String page(Hall hall, Pod pod) {
        try {
            var page = hall.client()
                    .raw("/api/v1/namespaces/%s/pods/%s:8000/proxy/metrics"
                            .formatted(
                                    pod.getMetadata().getNamespace(),
                                    pod.getMetadata().getName()));
            return page == null ? "" : page;
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void allAnswered(JsonNode report) {
        assertThat(report.path("answered").asInt()).as(report.toString()).isEqualTo(STREAMS);
        assertThat(report.path("cut").asInt()).as(report.toString()).isZero();
        assertThat(report.path("failed").asInt()).as(report.toString()).isZero();
    }
}
