package dev.bailiwick.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.LiveDeployment;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Why a size, asked of a deployment that scaled. */
@Operated(shared = false)
class ExplainCommandIT {

    private static final String SPEC = """
            engine: {type: Custom, image: "registry.example/engines/server:v1"}
            pod: {annotations: {bailiwick-sandbox/ready-after: 100ms}}
            scaling: {mode: Auto, minReplicas: 1, maxReplicas: 4, scaleDownDelay: 1h, targets: {queuedRequestsPerReplica: 4}}
            """;

    private static Cli cli(Scene scene) {
        return new Cli(scene.sandbox().kubeconfig());
    }

    private static LiveDeployment grownToTwo(Scene scene) {
        var assistant = scene.apply("assistant", SPEC).awaitSettled(1);
        assistant.engines().forEach(engine -> engine.serves(200).holds(8, 10));
        return assistant.awaitSettled(2);
    }

    @Scenario
    void explainsWhatItIsNowAndWhatItWasFromTheJournal(Scene scene, @TempDir Path journal) throws IOException {
        // Given
        var operator = scene.loneOperator(Map.of("BAILIWICK_JOURNAL_DIRECTORY", journal.toString()));
        operator.start();
        grownToTwo(scene);
        var target = scene.namespace().name() + "/assistant";

        // When
        var now = cli(scene).run("explain", target);

        // Then
        assertThat(now.stderr()).isEmpty();
        assertThat(now.exitCode()).isZero();
        assertThat(now.stdout())
                .contains("2 held, 2 ready")
                .contains("Auto, 1 to 4")
                .contains("scaled 1 -> 2: 10 requests wait on 1 replica");

        // When
        operator.stop();
        var tick = scaled(now.stdout());
        var then = cli(scene).run("explain", target, "--journal", journal.toString(), "--at", tick, "--json");

        // Then
        assertThat(then.stderr()).isEmpty();
        var json = new ObjectMapper().readTree(then.stdout());
        assertThat(json.path("source").asText()).isEqualTo("Journal");
        assertThat(json.path("inForce").path("message").asText()).startsWith("scaled 1 -> 2: 10 requests wait");
        assertThat(json.path("terms").findValuesAsText("term")).containsExactly("QUEUE", "SATURATED");
        assertThat(json.path("terms").path(0).path("asked").asInt()).isEqualTo(2);
    }

    /** The moment after the one of the size change that the text names, in the kubeconfig's day. */
    private static String scaled(String text) {
        var line = text.lines()
                .filter(each -> each.contains("scaled 1 -> 2") && each.strip().matches("[0-9]{2}:[0-9]{2}:[0-9]{2} .*"))
                .findFirst()
                .orElseThrow();
        return java.time.LocalTime.parse(line.strip().substring(0, 8))
                .plusSeconds(1)
                .toString();
    }

    @Scenario
    void aWatchPrintsALineForEachChangeUntilItIsInterrupted(Scene scene, @TempDir Path directory) {
        // Given
        var operator = scene.loneOperator(Map.of());
        operator.start();
        var assistant = scene.apply("assistant", SPEC).awaitSettled(1);
        var out = directory.resolve("out");
        var watch = cli(scene).start(out, "explain", scene.namespace().name() + "/assistant", "--watch");
        try {
            Eventually.eventually("a first line", () -> !read(out).isEmpty());

            // When
            assistant.engines().forEach(engine -> engine.serves(200).holds(8, 10));

            // Then
            Eventually.eventually("a line for the change", () -> read(out).contains("scaled 1 -> 2: 10 requests wait"));
            assertThat(read(out).lines()).doesNotHaveDuplicates();
        } finally {
            watch.destroy();
            operator.stop();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Scenario
    void aWrongNameIsAFindingThatNamesTheNearest(Scene scene) {
        // Given
        scene.apply("assistant", SPEC);

        // When
        var wrong = cli(scene).run("explain", scene.namespace().name() + "/assistent");

        // Then
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.stderr())
                .isEqualTo("there is no ModelDeployment assistent in namespace %s; is it assistant?%n"
                        .formatted(scene.namespace().name()));
    }

    @Scenario
    void withoutAnOperatorTheJournalIsOutOfReachAndThatIsSaid(Scene scene) {
        // Given
        scene.apply("assistant", SPEC);

        // When
        var none = cli(scene).run("explain", scene.namespace().name() + "/assistant", "--at", "-15m");

        // Then
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.stderr())
                .startsWith(
                        "no pod of the operator (label app.kubernetes.io/name=bailiwick) runs in namespace bailiwick-system");
    }

    @Scenario
    void aClusterThatDoesNotAnswerIsOneLine(Scene scene, @TempDir Path directory) throws IOException {
        // Given
        var kubeconfig = directory.resolve("kubeconfig");
        Files.writeString(
                kubeconfig,
                Files.readString(scene.sandbox().kubeconfig()).replaceAll("server: .*", "server: https://127.0.0.1:1"));

        // When
        var result = cli(scene).run("explain", "plant/assistant", "--kubeconfig", kubeconfig.toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).hasLineCount(1).startsWith("the cluster does not answer as it should: ");
    }
}
