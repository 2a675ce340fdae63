package dev.bailiwick.workload.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.workload.Scene;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** Any ModelDeployment that the API server can store, in any state of its replicas. */
class ModelDeploymentFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMA = SchemaReader.specSchema();

    @AfterAll
    static void theFuzzerSawItsSubject() throws ReflectiveOperationException {
        SeenByFuzzer.atLeast(1000);
    }

    @FuzzTest(maxDuration = "60s")
    void whateverIsStoredIsPlannedRenderedAndReported(FuzzedDataProvider data) throws JsonProcessingException {
        // Given
        var deployment = deployment(data);
        var scene = scene(deployment, data);

        // When, then
        Promises.hold(scene, deployment);
        scene.written().after(Duration.ofSeconds(data.consumeInt(0, 100_000)));
        Promises.hold(scene, deployment);
    }

    private static ModelDeployment deployment(FuzzedDataProvider data) throws JsonProcessingException {
        var object = JSON.createObjectNode();
        object.put("apiVersion", "bailiwick.dev/v1alpha1").put("kind", "ModelDeployment");
        var metadata = object.putObject("metadata");
        metadata.put("name", data.pickValue(java.util.List.of("a", "assistant", "m" + "x".repeat(39))));
        metadata.put("namespace", "plant")
                .put("uid", "00000000-0000-4000-8000-000000000001")
                .put("generation", 4);
        annotations(metadata, data);
        object.set("spec", Rules.keep(new SchemaReader(data).object("", SCHEMA)));
        return JSON.treeToValue(object, ModelDeployment.class);
    }

    private static void annotations(ObjectNode metadata, FuzzedDataProvider data) {
        for (var key : java.util.List.of("bailiwick.dev/hold", "bailiwick.dev/restart")) {
            if (data.consumeBoolean()) {
                var value = data.consumeBoolean() ? Boolean.toString(data.consumeBoolean()) : data.consumeString(40);
                metadata.withObject("/annotations").put(key, value);
            }
        }
    }

    private static Scene scene(ModelDeployment deployment, FuzzedDataProvider data) {
        var scene = Scene.of(deployment);
        if (data.consumeBoolean()) {
            scene.nodes();
        }
        if (data.consumeBoolean()) {
            scene.usageUnknown();
        }
        if (data.consumeBoolean()) {
            scene.claim("models", data.consumeBoolean() ? "ReadWriteOnce" : "ReadOnlyMany");
        }
        if (data.consumeBoolean()) {
            scene.decided(data.consumeInt(0, 1000));
        }
        return scene.ready(data.consumeInt(0, 3))
                .starting(data.consumeInt(0, 2))
                .unschedulable(data.consumeInt(0, 2))
                .ordered(data.consumeInt(0, 2))
                .draining(data.consumeInt(0, 2))
                .oldReady(data.consumeInt(0, 2))
                .oldDraining(data.consumeInt(0, 2));
    }
}
