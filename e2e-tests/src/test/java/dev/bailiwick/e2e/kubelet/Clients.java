package dev.bailiwick.e2e.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.e2e.harness.Eventually;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A Job that sends requests from inside the cluster.
 *
 * @param cluster where
 * @param namespace its namespace
 * @param name its name
 */
record Clients(Cluster cluster, String namespace, String name) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts a Job of the load driver with these arguments of {@code send}. */
    static Clients start(Cluster cluster, String namespace, String name, String... arguments) {
        var job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      automountServiceAccountToken: false
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                      - name: send
                        image: %s
                        args: [send, %s]
                        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                        volumeMounts: [{name: tmp, mountPath: /tmp}]
                      volumes: [{name: tmp, emptyDir: {}}]
                """.formatted(
                        name,
                        cluster.images().engineSimulator(),
                        Arrays.stream(arguments).map(word -> '"' + word + '"').collect(Collectors.joining(", ")));
        cluster.client()
                .resource(Serialization.unmarshal(job, Job.class))
                .inNamespace(namespace)
                .create();
        return new Clients(cluster, namespace, name);
    }

    /** The report of the Job, when it has ended, whether well or not. */
    JsonNode report() {
        Eventually.eventually(() -> name + " to end; its log is\n" + log(), this::ended);
        try {
            return JSON.readTree(log().strip().lines().toList().getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
    }

    String log() {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .getLog();
    }

    private boolean ended() {
        var status = cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .require()
                .getStatus();
        return status != null
                && status.getConditions().stream()
                        .anyMatch(c ->
                                (c.getType().equals("Complete") || c.getType().equals("Failed"))
                                        && c.getStatus().equals("True"));
    }
}
