package dev.bailiwick.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a running operator journaled, decided again by the command. */
@Operated(shared = false)
class ReplayCommandIT {

    private static final String SPEC = """
            engine: {type: Custom, image: "registry.example/engines/server:v1"}
            pod: {annotations: {bailiwick-sandbox/ready-after: 100ms}}
            scaling: {mode: Auto, minReplicas: 1, maxReplicas: 4, scaleDownDelay: 1h, targets: {queuedRequestsPerReplica: 4}}
            """;

    private static final String INSTEAD = """
            scaling: {mode: Auto, minReplicas: 1, maxReplicas: 1, scaleDownDelay: 1h, targets: {queuedRequestsPerReplica: 4}}
            """;

    @Scenario
    void everyDecisionOfTheOperatorIsReproducedAndAnotherPolicyPartsWhereItGrew(
            Scene scene, @TempDir Path journal, @TempDir Path elsewhere) throws IOException {
        // Given an operator that grew a deployment
        var operator = scene.loneOperator(Map.of("BAILIWICK_JOURNAL_DIRECTORY", journal.toString()));
        operator.start();
        var assistant = scene.apply("assistant", SPEC).awaitSettled(1);
        assistant.engines().forEach(engine -> engine.serves(200).holds(8, 10));
        assistant.awaitSettled(2);
        operator.stop();
        var cli = new Cli(scene.sandbox().kubeconfig());

        // When
        var same = cli.run("replay", "--journal", journal.toString());

        // Then
        assertThat(same.stderr()).isEmpty();
        assertThat(same.exitCode()).as(same.stdout()).isZero();
        assertThat(same.stdout()).containsPattern("[1-9][0-9]* ticks decided again, each the same bit for bit\n$");

        // When
        var instead = Files.writeString(elsewhere.resolve("instead.yaml"), INSTEAD);
        var other = cli.run("replay", "--journal", journal.toString(), "--policy-file", instead.toString());

        // Then
        assertThat(other.stderr()).isEmpty();
        assertThat(other.exitCode()).isZero();
        assertThat(other.stdout())
                .contains(scene.namespace().name() + "/assistant, ")
                .contains("journaled: 1 -> 2, scaled 1 -> 2: 10 requests wait on 1 replica")
                .contains("instead:   1 -> 1, ");
    }
}
