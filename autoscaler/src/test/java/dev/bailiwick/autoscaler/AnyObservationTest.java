package dev.bailiwick.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every observation, however wild. */
class AnyObservationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theSizeStaysWithinItsBoundsAndFallsOnlyOnWholeEvidence(long seed) {
        // Given
        Random random = new Random(seed);
        Scene scene = new Scene(policy(random), 3);

        for (int tick = 0; tick < 3000; tick++) {
            // When
            disturb(scene, random);
            LearnedState before = scene.learned;
            Observation observation = scene.observe();
            Decision decision = new Autoscaler().decide(observation, scene.policy, before, scene.now);
            Decision again = new Autoscaler().decide(observation, scene.policy, before, scene.now);
            scene.learned = decision.next();
            scene.held = decision.desired();

            // Then
            assertThat(again).isEqualTo(decision);
            assertThat(decision.desired()).isBetween(scene.policy.minReplicas(), scene.policy.maxReplicas());
            if (decision.reason() == Reason.ScaledDown) {
                assertThat(observation.pods())
                        .filteredOn(PodReading::ready)
                        .isNotEmpty()
                        .allMatch(pod -> pod.scrape() instanceof Scrape.Scraped page
                                && page.receivedAt().equals(observation.at()));
                assertThat(decision.desired()).isLessThan(decision.from());
            } else if (decision.desired() < decision.from()) {
                assertThat(decision.reason()).isEqualTo(Reason.ScaledDownToMaximum);
            }
            assertThat(decision.message()).isNotBlank().doesNotContain("NaN", "Infinity");
            follow(scene);
        }
    }

    private static Policy policy(Random random) {
        Policy policy = Policies.of(
                random.nextBoolean() ? 1 + random.nextInt(20) : null,
                random.nextBoolean() ? 50 + random.nextInt(500) : null,
                random.nextBoolean() ? new Policy.Objectives(Duration.ofSeconds(1), null, 99) : null);
        int min = 1 + random.nextInt(3);
        return new Policy(
                Policy.Mode.AUTO,
                min,
                min + random.nextInt(20),
                policy.queuedRequestsPerReplica(),
                policy.tokensPerSecondPerReplica(),
                policy.objectives(),
                Duration.ofSeconds(random.nextInt(90)),
                random.nextBoolean() ? 1 + random.nextInt(64) : null);
    }

    private static void disturb(Scene scene, Random random) {
        scene.now = scene.now.plusMillis(random.nextInt(50) == 0 ? 40_000 : 1_900 + random.nextInt(200));
        if (random.nextInt(400) == 0) {
            scene.policy = policy(random);
        }
        for (Scene.Pod pod : scene.pods.values()) {
            pod.load(random.nextInt(20), random.nextInt(6) == 0 ? random.nextInt(30) : 0);
            pod.finished = random.nextInt(300) == 0 ? 0 : pod.finished + random.nextInt(20);
            pod.tokens = random.nextInt(300) == 0 ? 0 : pod.tokens + random.nextInt(900);
            pod.counters = random.nextInt(200) > 0;
            pod.kvTokens = random.nextBoolean() ? 1000.0 * random.nextInt(30) : null;
            pod.stuck = random.nextInt(20) == 0;
            pod.failure = random.nextInt(25) == 0 ? new Scrape.Failed(Scrape.Kind.TIMED_OUT, "late") : null;
            pod.state = random.nextInt(40) == 0 ? PodReading.State.PENDING : PodReading.State.READY;
        }
    }

    /** Pods come and go with the size held. */
    private static void follow(Scene scene) {
        while (scene.pods.size() > scene.held) {
            scene.pods.remove(scene.pods.keySet().iterator().next());
        }
        while (scene.pods.size() < scene.held) {
            scene.add("pod-" + scene.now + "-" + scene.pods.size());
        }
    }
}
