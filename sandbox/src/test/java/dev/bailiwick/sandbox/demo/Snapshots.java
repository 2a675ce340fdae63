package dev.bailiwick.sandbox.demo;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.sandbox.load.LoadReport;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** Moments of a demo, at any of its seconds. */
final class Snapshots {

    private static final String NEW = """
            apiVersion: bailiwick.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: maintenance-assistant}
            spec: {engine: {type: vLLM}}
            """;

    private Snapshots() {}

    /** Before the operator has written a status and before the load began. */
    static Snapshot first() {
        var deployment = deployment("");
        return new Snapshot(
                deployment,
                List.of(deployment),
                new LoadReport("waiting", 0, 300, 0, 0, 0, 0, nan(), nan(), nan(), nan(), nan(), 0),
                0);
    }

    /** On a cluster whose clients are pods. */
    static Snapshot clientsElsewhere() {
        var deployment = deployment("");
        return new Snapshot(
                deployment,
                List.of(deployment),
                new LoadReport(LoadReport.ELSEWHERE, 7, 0, 0, 0, 0, 0, nan(), nan(), nan(), nan(), nan(), 0),
                nan());
    }

    /** In the middle, when this decision is the latest one. */
    static Snapshot at(int second, int from, int to, String message) {
        var deployment = deployment("""
                status:
                  readyReplicas: %d
                  drainingReplicas: 1
                  summary: {ready: %d/%d, model: "mistral-small@1a2b3c4d", accelerator: 1x NVIDIA-H100-80GB-HBM3, queue: "41", tokensPerSecond: "1800", reason: ScaledUpOnQueue}
                  scaling:
                    desired: %d
                    recent:
                    - {time: "2026-01-01T10:00:%02d.000Z", from: %d, to: %d, reason: ScaledUpOnQueue, message: "%s"}
                """.formatted(from, from, to, to, second, from, to, message));
        return new Snapshot(
                deployment,
                List.of(deployment, deployment(""), deployment),
                new LoadReport("running", second, 300, 150, 100, 2, 7, 0.953, 0.42, 1.7, 2.26, 0.05, 4.4),
                812.4);
    }

    private static ModelDeployment deployment(String status) {
        return Serialization.unmarshal(NEW + status, ModelDeployment.class);
    }

    private static double nan() {
        return Double.NaN;
    }
}
