package dev.bailiwick.sandbox.engines;

import static dev.bailiwick.sandbox.engines.Simulated.DEPLOYMENT;
import static dev.bailiwick.sandbox.engines.Simulated.START;
import static dev.bailiwick.sandbox.engines.Simulated.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.lab.simulator.Request;
import dev.bailiwick.metrics.EngineKind;
import dev.bailiwick.metrics.EngineReader;
import dev.bailiwick.metrics.EngineReading;
import dev.bailiwick.metrics.EngineSample;
import dev.bailiwick.sandbox.load.LoadDesk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Simulated simulated = new Simulated().with("a", "b");
    private Instant now = START;
    private final PageServer server =
            new PageServer(simulated.hall, new LoadDesk(simulated.hall, () -> now), 0, () -> now);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void submitAHundredRequests() {
        for (var id = 1; id <= 100; id++) {
            simulated.hall.submit(
                    DEPLOYMENT, new Request(id, 500, 200), START, EngineHall.Routing.LEAST_LOADED, new Random(1));
        }
        now = at(1);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aHealthyPageIsReadAsTheStateOfItsEngine() {
        // When
        var sample = sample(page("a"));

        // Then
        assertThat(sample.running() + sample.waiting()).isEqualTo(50);
        assertThat(page("a").headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    }

    @Test
    void theEngineWorksOnBetweenTwoPages() {
        // Given
        var before = sample(page("a"));

        // When
        now = at(600);

        // Then
        assertThat(sample(page("a")).inFlight()).isZero();
        assertThat(before.inFlight()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engines/c/metrics", "/engines/c", "/engines/"})
    void aPodWithoutAnEngineHasNoPage(String path) {
        assertThat(send("GET", path).statusCode()).isEqualTo(503);
    }

    @Test
    void aStalePageIsTheSameWhateverHappens() {
        // Given
        order("/faults?pod=a&kind=stale");
        var before = page("a").body();

        // When
        now = at(600);

        // Then
        assertThat(page("a").body()).isEqualTo(before);
        order("/faults?pod=a&kind=none");
        assertThat(page("a").body()).isNotEqualTo(before);
    }

    @Test
    void anErrorIsStatus500() {
        order("/faults?pod=a&kind=error");

        assertThat(page("a").statusCode()).isEqualTo(500);
        assertThat(page("b").statusCode()).isEqualTo(200);
    }

    @Test
    void aWaitingQueueThatIsNotANumberIsRefusedForThat() {
        order("/faults?pod=a&kind=nan");

        assertThat(read(page("a"))).isInstanceOfSatisfying(EngineReading.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(EngineReading.Reason.NOT_A_NUMBER);
            assertThat(refused.message()).contains("vllm:num_requests_waiting");
        });
    }

    @Test
    void garbageIsRefusedAsMalformed() {
        order("/faults?pod=a&kind=garbage");

        assertThat(read(page("a")))
                .isInstanceOfSatisfying(
                        EngineReading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(EngineReading.Reason.MALFORMED));
    }

    @Test
    void aSlowPageComesAfterTheTimeoutOfAScrape() {
        // Given
        order("/faults?pod=a&kind=slow");
        var impatient = HttpRequest.newBuilder(uri("/engines/a/metrics"))
                .timeout(Duration.ofSeconds(1))
                .build();

        // Then
        assertThatThrownBy(() -> http.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sample(page("a")).inFlight()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultCanBeOrderedForAWholeDeployment(Fault fault) {
        // When
        var answer = send("POST", "/faults?deployment=plant%2Fassistant&kind=" + fault);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(fault + " on 2 pods\n");
        assertThat(simulated.hall.of(DEPLOYMENT))
                .extracting(SimulatedPod::fault)
                .containsOnly(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/faults", "/faults?pod=a&kind=odd", "/faults?pod=z&kind=slow", "/faults?deployment=x/y&kind=nan"
            })
    void aFaultOfNobodyOrOfNoKindIsRefused(String path) {
        assertThat(send("POST", path).statusCode()).isEqualTo(400);
    }

    @Test
    void anOrderOfLoadThatCannotBeIsStatus400WithTheReason() {
        assertThat(send("POST", "/load?deployment=plant/assistant").body()).isEqualTo("the order lacks trace\n");
        assertThat(send("GET", "/load").statusCode()).isEqualTo(400);
    }

    private void order(String path) {
        assertThat(send("POST", path).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> page(String uid) {
        return send("GET", "/engines/" + uid + "/metrics");
    }

    private HttpResponse<String> send(String method, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(uri(path))
                            .timeout(PATIENCE)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static EngineReading read(HttpResponse<String> page) {
        return new EngineReader(EngineKind.VLLM).read(page.body().getBytes(UTF_8));
    }

    private static EngineSample sample(HttpResponse<String> page) {
        return ((EngineReading.Read) read(page)).sample();
    }
}
