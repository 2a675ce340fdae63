package dev.bailiwick.e2e.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.e2e.cli.Cli;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.TestNamespace;
import dev.bailiwick.workload.status.ConditionReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line where the operator is a pod: it reads the journal, logs and pages by way of the API server. */
@OnNode
class CommandLineE2E {

    @Test
    void explainsATickFromTheJournalInTheOperatorsPodAndPacksASupportCase(
            Cluster cluster, TestNamespace namespace, @TempDir Path directory) throws IOException {
        // Given
        var hall = Hall.restricted(cluster, namespace);
        var deployment = hall.apply("explained", """
                engine: {type: Custom, image: "%s", args: [--cold-start=0s, --served-model-name=explained]}
                pod: {env: [{name: SIMULATOR_NOTE, value: planted-environment}]}
                scaling: {mode: Auto, minReplicas: 1, maxReplicas: 2, targets: {queuedRequestsPerReplica: 4}}
                """.formatted(cluster.images().engineSimulator()));
        deployment.await(ConditionReason.Following);
        hall.clients("clients", "explained", "--concurrency=2", "--output-tokens=20", "--length=3s")
                .report();
        var cli = new Cli(cluster.node().kubeconfig());
        var target = namespace.name() + "/explained";

        // When: lines reach the journal's file in groups
        Eventually.eventually(
                () -> "a tick in the journal; " + cli.run("explain", target, "--at", "now"),
                () -> cli.run("explain", target, "--at", "now").good());
        var tick = cli.run("explain", target, "--at", "now", "--json").orThrow();

        // Then
        var account = new ObjectMapper().readTree(tick);
        assertThat(account.path("source").asText()).isEqualTo("Journal");
        assertThat(account.path("terms").findValuesAsText("term")).contains("QUEUE");

        // When
        var archive = directory.resolve("case.tar.gz");
        var packed = cli.run("diagnose", target, "--out", archive.toString()).orThrow();

        // Then
        assertThat(packed).contains("Look at it before you send it");
        var text = unpacked(archive);
        assertThat(text)
                .as(packed)
                .contains("bailiwick_ticks_total", "vllm:num_requests_running", "\"source\":\"Journal\"")
                .doesNotContain("planted-environment");
    }

    private static String unpacked(Path archive) throws IOException {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
