package dev.bailiwick.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.e2e.harness.Eventually;
import dev.bailiwick.e2e.harness.Operated;
import dev.bailiwick.e2e.harness.Operator;
import dev.bailiwick.e2e.harness.Scenario;
import dev.bailiwick.e2e.harness.Scene;
import dev.bailiwick.e2e.harness.SilencingProxy;
import java.io.IOException;
import java.util.Map;

/** A watch that is open and silent is noticed, and one that has nothing to say is not mistaken for it. */
@Operated(shared = false)
class WatchdogIT {

    private static Operator behind(SilencingProxy proxy, Scene scene) {
        return scene.loneOperator(
                Map.of("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", proxy.url(), "BAILIWICK_WATCHDOG_PATIENCE", "3s"));
    }

    @Scenario
    void aSilentWatchFailsLiveness(Scene scene) throws IOException {
        try (var proxy = SilencingProxy.before(scene.sandbox())) {
            // Given
            var operator = behind(proxy, scene);
            operator.start();
            var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);
            assertThat(operator.get("/q/health/live").status()).isEqualTo(200);

            // When
            proxy.silence();
            assistant.annotate("example.com/note", "changed");

            // Then
            Eventually.eventually(
                    "the operator to say that it is not live",
                    () -> operator.get("/q/health/live").status() == 503);
            assertThat(operator.get("/q/health/live").body())
                    .contains("watches")
                    .contains("does not show " + scene.namespace().name() + "/assistant for more than 3 s");
            assertThat(operator.log()).content().contains("is open and silent");
            operator.stop();
        }
    }

    @Scenario
    void aWatchWithNothingToSayIsLive(Scene scene) throws IOException {
        try (var proxy = SilencingProxy.before(scene.sandbox())) {
            // Given
            var operator = behind(proxy, scene);
            operator.start();
            var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);

            // When
            assistant.engines().getFirst().awaitScrapes(40); // 20 seconds

            // Then
            assertThat(operator.get("/q/health/live").status()).isEqualTo(200);
            assertThat(operator.log()).content().doesNotContain("is open and silent");
            operator.stop();
        }
    }

    @Scenario
    void whileTheWatchesSpeakManyChangesAreNoStall(Scene scene) throws IOException {
        try (var proxy = SilencingProxy.before(scene.sandbox())) {
            // Given
            var operator = behind(proxy, scene);
            operator.start();
            var assistant = scene.apply("assistant", Specs.onCpu("")).awaitSettled(1);

            // When
            for (var round = 1; round <= 4; round++) {
                assistant.scale(round % 2 + 1).orThrow();
                assistant.awaitSettled(round % 2 + 1);
                assistant.engines().getFirst().awaitScrapes(6);
            }

            // Then
            assertThat(operator.get("/q/health/live").status()).isEqualTo(200);
            assertThat(operator.log()).content().doesNotContain("is open and silent");
            operator.stop();
        }
    }
}
