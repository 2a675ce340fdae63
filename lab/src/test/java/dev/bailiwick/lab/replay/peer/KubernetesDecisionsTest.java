package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.HpaBehavior.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What Kubernetes' own controller decided, recorded by {@code src/test/go/hpa}: single situations and long sequences,
 * with and without a behavior, on a metric per pod and on an external one.
 */
class KubernetesDecisionsTest {
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/bailiwick/lab/replay/peer/kubernetes-decisions.jsonl");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LEAST_RUNS = 400;

    @Test
    void decidesAsKubernetesDid() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(RECORDED);
        List<String> different = new ArrayList<>();
        // When
        for (String line : lines) {
            compare(JSON.readTree(line), different);
        }
        // Then
        assertThat(different).isEmpty();
        assertThat(lines).hasSizeGreaterThan(LEAST_RUNS);
    }

    private static void compare(JsonNode run, List<String> different) {
        HpaRatio ratio = new HpaRatio(
                run.get("tolerance").asDouble(), run.get("tolerance").asDouble());
        HpaController controller =
                new HpaController(run.get("min").asInt(), run.get("max").asInt(), behavior(run));
        Scaler policy = run.get("external").asBoolean() || !standard(run) ? null : policy(run);
        for (JsonNode step : run.get("steps")) {
            long millis = step.get("at").asLong() * 1_000;
            int size = step.get("size").asInt();
            int then = step.get("then").asInt();
            OptionalInt proposal = run.get("external").asBoolean()
                    ? OptionalInt.of(ratio.external(
                            step.path("external").asLong(),
                            run.get("targetMilli").asLong(),
                            existing(step)))
                    : ratio.perPod(pods(step), size, run.get("targetMilli").asLong());
            int ours = controller.reconcile(millis, size, proposal);
            if (ours != then) {
                different.add("%s at %ds: %d, not %d".formatted(run.get("name").asText(), millis / 1_000, ours, then));
            }
            if (policy != null && policy.decide(view(step)) != then) {
                different.add("%s at %ds, by the policy: not %d"
                        .formatted(run.get("name").asText(), millis / 1_000, then));
            }
        }
    }

    private static boolean standard(JsonNode run) {
        return run.get("behavior").isNull() || run.get("behavior").get("limits").isNull();
    }

    private static Scaler policy(JsonNode run) {
        JsonNode behavior = run.get("behavior");
        return Views.start(
                "hpa",
                run.get("min").asInt(),
                run.get("max").asInt(),
                defaults -> defaults.with("target", run.get("targetMilli").asLong() / 1_000.0)
                        .with("tolerance", run.get("tolerance").asDouble())
                        .with("down-window", run.get("downWindowSeconds").asDouble())
                        .with("behavior", behavior.isNull() ? 0 : 1)
                        .with(
                                "up-window",
                                behavior.isNull()
                                        ? 0
                                        : behavior.get("upSeconds").asDouble()));
    }

    private static HpaBehavior behavior(JsonNode run) {
        JsonNode behavior = run.get("behavior");
        if (behavior.isNull()) {
            return HpaBehavior.none(run.get("downWindowSeconds").asLong() * 1_000);
        }
        long up = behavior.get("upSeconds").asLong() * 1_000;
        long down = behavior.get("downSeconds").asLong() * 1_000;
        if (behavior.get("limits").isNull()) {
            return HpaBehavior.standard(up, down);
        }
        List<Limit> limits = new ArrayList<>();
        for (JsonNode limit : behavior.get("limits")) {
            limits.add(new Limit(
                    limit.get("percent").asBoolean(),
                    limit.get("value").asInt(),
                    limit.get("periodSeconds").asLong() * 1_000));
        }
        return new HpaBehavior(true, up, down, limits, limits);
    }

    private static HpaRatio.Pods pods(JsonNode step) {
        int measured = 0;
        long total = 0;
        int unready = 0;
        int missing = 0;
        for (int i = 0; i < step.get("pods").size(); i++) {
            switch (step.get("pods").get(i).asText()) {
                case "measured" -> {
                    measured++;
                    total += step.get("values").get(i).asLong();
                }
                case "pending" -> unready++;
                case "missing" -> missing++;
                default -> {}
            }
        }
        return new HpaRatio.Pods(measured, total, unready, missing);
    }

    private static int existing(JsonNode step) {
        int existing = 0;
        for (JsonNode pod : step.get("pods")) {
            existing += pod.asText().equals("ending") ? 0 : 1;
        }
        return existing;
    }

    private static View view(JsonNode step) {
        List<PodReading> pods = new ArrayList<>();
        for (int i = 0; i < step.get("pods").size(); i++) {
            String uid = "pod-" + i;
            PodReading measured =
                    Views.ready(uid, Views.inFlight(step.get("values").get(i).asLong() / 1_000.0));
            pods.add(
                    switch (step.get("pods").get(i).asText()) {
                        case "measured" -> measured;
                        case "pending" -> Views.pending(uid);
                        case "missing" -> Views.loading(uid);
                        default ->
                            new PodReading(
                                    uid,
                                    uid,
                                    PodReading.State.DRAINING,
                                    Views.START,
                                    Views.START,
                                    Views.START,
                                    measured.scrape());
                    });
        }
        return Views.view(step.get("at").asDouble(), step.get("size").asInt(), pods);
    }
}
