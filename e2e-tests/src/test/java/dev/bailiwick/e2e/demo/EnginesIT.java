package dev.bailiwick.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Sandboxed;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.workload.Keys;
import dev.bailiwick.workload.rollout.FleetReader;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pods of ModelDeployments get an engine each, and clients that a trace stands for. */
@Sandboxed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnginesIT {

    private static final Path TRACE =
            Path.of("../examples/traces/azure-conversation-2023-10min.csv.gz").toAbsolutePath();

    private final EnginesChild engines;

    EnginesIT(Sandbox sandbox) {
        this.engines = EnginesChild.start(sandbox);
    }

    @AfterAll
    void end() {
        engines.close();
    }

    @Test
    void aPodIsReadyAfterItsColdStartAndHasAPageFromThenOn(TestNamespace namespace) {
        // When
        var pod = Replicas.create(namespace, "assistant", 1).awaitReady(1).getFirst();

        // Then
        assertThat(Duration.between(since(pod, "Initialized"), since(pod, "Ready")))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(pod.getStatus().getContainerStatuses()).allSatisfy(container -> {
            assertThat(container.getReady()).isTrue();
            assertThat(container.getStarted()).isTrue();
        });
        var page = engines.page(pod.getMetadata().getUid());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new EngineReader(EngineKind.VLLM).read(page.body().getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        EngineReading.Read.class,
                        read -> assertThat(read.sample().inFlight()).isZero());
        assertThat(page.body()).contains("model_name=\"assistant\"");
    }

    @Test
    void aLoadOfTheShippedTraceIsAnsweredAndReported(TestNamespace namespace) {
        // Given
        var assistant = Replicas.create(namespace, "assistant", 2);
        var ordered =
                engines.order("deployment=%s&trace=%s&length=10&share=0.2".formatted(assistant.deployment(), TRACE));
        assertThat(ordered.planned()).isPositive();

        // When
        assistant.awaitReady(2);
        var report = engines.await(
                "the load to be done",
                assistant.deployment(),
                load -> load.state().equals("done"));

        // Then
        assertThat(report.sent()).isEqualTo(ordered.planned());
        assertThat(report.answered()).isEqualTo(report.sent());
        assertThat(report.cut()).isZero();
        assertThat(report.attainment()).isBetween(0.0, 1.0);
        assertThat(report.ttftP50()).isPositive().isLessThanOrEqualTo(report.ttftP95Total());
        assertThat(report.tpotP95()).isPositive();
    }

    @Test
    void aDeletedPodCutsItsRequestsAndHasNoPageAnyMore(TestNamespace namespace, @TempDir Path directory)
            throws IOException {
        // Given
        var assistant = Replicas.create(namespace, "assistant", 1);
        var pod = assistant.awaitReady(1).getFirst();
        engines.order("deployment=%s&trace=%s".formatted(assistant.deployment(), endless(directory)));
        engines.await("both requests to be sent", assistant.deployment(), load -> load.sent() == 2);

        // When
        assistant.scale(0);

        // Then
        var report = engines.await("both requests to be cut", assistant.deployment(), load -> load.cut() == 2);
        assertThat(report.missed()).isEqualTo(2);
        assertThat(report.answered()).isZero();
        assertThat(engines.page(pod.getMetadata().getUid()).statusCode()).isEqualTo(503);
    }

    @Test
    void aPodOutOfTheServiceTakesNothingUntilItIsTakenBack(TestNamespace namespace, @TempDir Path directory)
            throws IOException {
        // Given
        var assistant = Replicas.create(namespace, "assistant", 1);
        var uid = assistant.awaitReady(1).getFirst().getMetadata().getUid();
        engines.order("deployment=%s&trace=%s".formatted(assistant.deployment(), endless(directory)));
        engines.await("both requests to be sent", assistant.deployment(), load -> load.sent() == 2);
        assistant.serving(Keys.SERVING_DRAINING);

        // When
        Eventually.eventually("a load that finds no pod", () -> {
            engines.order("deployment=%s&trace=%s&seed=2".formatted(assistant.deployment(), TRACE));
            return engines.report(assistant.deployment()).state().equals("waiting");
        });

        // Then
        assertThat(engines.report(assistant.deployment()).sent()).isZero();
        assertThat(engines.page(uid).statusCode()).isEqualTo(200);

        // When
        assistant.serving(Keys.SERVING_TRUE);

        // Then
        engines.await("requests to be sent", assistant.deployment(), load -> load.sent() > 0);
    }

    /** Two requests, whose answers take many minutes. */
    private static Path endless(Path directory) throws IOException {
        var trace = directory.resolve("endless.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(trace))) {
            out.write("arrival_s,prompt_tokens,output_tokens\n0,100,50000\n0.1,100,50000\n".getBytes(UTF_8));
        }
        return trace;
    }

    private static Instant since(Pod pod, String condition) {
        return FleetReader.condition(pod, condition)
                .map(found -> Instant.parse(found.getLastTransitionTime()))
                .orElseThrow();
    }
}
