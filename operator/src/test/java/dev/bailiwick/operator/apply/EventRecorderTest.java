package dev.bailiwick.operator.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.operator.LoopbackApi;
import dev.bailiwick.operator.observe.OperatorMetrics;
import dev.bailiwick.workload.status.EventNote;
import dev.bailiwick.workload.status.EventReason;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of events where the API server is slow, refuses, or says nothing. */
@SuppressWarnings("deprecation") // docs/adr/0003
class EventRecorderTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Held, since loggers are forgotten otherwise: a thousand events that nobody needs to read. */
    private static final Logger SILENT = Logger.getLogger(EventRecorder.class.getName());

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final OperatorMetrics metrics =
            new OperatorMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "1.2.3");
    private volatile int status = 201;
    private LoopbackApi api;
    private EventRecorder recorder;

    @BeforeEach
    void start() throws IOException {
        SILENT.setLevel(Level.OFF);
        api = new LoopbackApi(this::answer);
        recorder = recorder(LONG);
    }

    @AfterEach
    void stop() {
        answers.countDown();
        recorder.close();
        api.close();
    }

    @Test
    void aPassDoesNotWaitForItsEventsWhichArriveInTheirOrder() throws InterruptedException {
        // When
        record(IntStream.range(0, 50).mapToObj(i -> "replica " + i).toList());

        // Then
        assertThat(arrived.size()).as("of an API server that has answered none").isLessThanOrEqualTo(1);
        answers.countDown();
        assertThat(arriving(50))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "replica " + i).toList());
    }

    @Test
    void moreThanAThousandAreNotKept() throws InterruptedException {
        // Given
        record(List.of("first"));
        assertThat(arriving(1)).containsExactly("first");

        // When
        record(IntStream.range(0, 1200).mapToObj(i -> "replica " + i).toList());
        answers.countDown();

        // Then
        assertThat(arriving(1000)).startsWith("replica 0").endsWith("replica 999");
        record(List.of("last"));
        assertThat(arriving(1)).as("after them").containsExactly("last");
    }

    @Test
    void oneThatIsRefusedStopsNoOther() throws InterruptedException {
        // Given
        status = 403;

        // When
        record(List.of("one", "two"));
        answers.countDown();

        // Then
        assertThat(arriving(2)).containsExactly("one", "two");
    }

    @Test
    @Timeout(60)
    void aStopDoesNotWaitForAnApiServerThatSaysNothing() {
        // Given
        recorder = recorder(Duration.ofMillis(100));
        record(List.of("one", "two"));

        // When
        recorder.close();

        // Then
        assertThat(arrived).doesNotContain("two");
    }

    @Test
    void aStopWritesWhatWaits() throws InterruptedException {
        // Given
        record(List.of("one", "two"));

        // When
        answers.countDown();
        recorder.close();

        // Then
        assertThat(arriving(2)).containsExactly("one", "two");
    }

    @Test
    void whatComesAfterAStopIsNotRecordedAndStopsNothing() {
        // Given
        answers.countDown();
        recorder.close();

        // When
        record(List.of("late"));

        // Then
        assertThat(arrived).isEmpty();
    }

    private EventRecorder recorder(Duration lastWords) {
        return new EventRecorder(api.client(), metrics, "test", lastWords);
    }

    private List<String> arriving(int count) throws InterruptedException {
        var found = new ArrayList<String>();
        while (found.size() < count) {
            found.add(Objects.requireNonNull(arrived.poll(30, TimeUnit.SECONDS), "no event for 30 s"));
        }
        return found;
    }

    private void record(List<String> messages) {
        var deployment = new ModelDeployment();
        deployment.getMetadata().setName("assistant");
        deployment.getMetadata().setNamespace("plant");
        recorder.record(
                deployment,
                messages.stream()
                        .map(message -> EventNote.of(EventReason.DrainStarted, message))
                        .toList(),
                NOW);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        arrived.add(
                Serialization.unmarshal(new String(body, UTF_8), Event.class).getNote());
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
