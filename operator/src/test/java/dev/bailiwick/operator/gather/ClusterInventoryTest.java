package dev.bailiwick.operator.gather;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.bailiwick.operator.LoopbackApi;
import dev.bailiwick.placement.NodeView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How nodes are come by while the operator starts. */
class ClusterInventoryTest {
    private static final String NODES = """
            {"apiVersion": "v1", "kind": "NodeList", "metadata": {"resourceVersion": "7"},
             "items": [{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "gpu-1"}}]}""";
    private static final String FORBIDDEN = """
            {"apiVersion": "v1", "kind": "Status", "status": "Failure", "reason": "Forbidden", "code": 403,
             "message": "nodes is forbidden"}""";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean allowed = true;
    private LoopbackApi api;

    @BeforeEach
    void start() throws IOException {
        api = new LoopbackApi(this::answer);
    }

    @AfterEach
    void stop() {
        answers.countDown();
        over.countDown();
        api.close();
    }

    @Test
    void nobodyWaitsForTheNodesButWhoAsksForThem() throws Exception {
        // Given: an API server that has been asked for the nodes and has not answered
        var inventory = inventory();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        // When
        var reading = CompletableFuture.supplyAsync(() -> inventory.read(false), Thread.ofVirtual()::start);

        // Then
        assertThat(reading).isNotDone();
        answers.countDown();
        assertThat(reading.get(30, TimeUnit.SECONDS).nodes())
                .extracting(NodeView::name)
                .containsExactly("gpu-1");
    }

    @Test
    void anOperatorThatMayNotListThemDoesNotStart() {
        // Given
        allowed = false;
        answers.countDown();
        var inventory = inventory();

        // When / Then
        assertThatThrownBy(() -> inventory.starts(new StartupEvent()))
                .hasCauseInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("nodes is forbidden");
    }

    private ClusterInventory inventory() {
        return new ClusterInventory(api.client(), InstantSource.system());
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.countDown();
        await(answers);
        var body = (allowed ? NODES : FORBIDDEN).getBytes(UTF_8);
        var watch = exchange.getRequestURI().getQuery().contains("watch=true");
        var stream = watch && !exchange.getRequestHeaders().containsKey("Upgrade");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(allowed ? 200 : 403, stream ? 0 : body.length);
        if (stream) {
            exchange.getResponseBody().flush();
            await(over);
        } else {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
