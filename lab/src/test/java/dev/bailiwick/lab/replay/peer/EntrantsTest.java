package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Policy;
import dev.bailiwick.lab.replay.Entrant;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EntrantsTest {
    private static final int LEAST_SETTINGS = 12;

    static List<Peer> peers() {
        return new Entrants().peers();
    }

    @Test
    void areTheFieldAndOurs() {
        assertThat(new Entrants().names())
                .containsExactly(
                        "ours",
                        "hpa",
                        "hpa-kv",
                        "keda",
                        "kpa",
                        "aibrix-apa",
                        "aibrix-kpa",
                        "kubeai",
                        "wva-v1",
                        "wva-v2",
                        "dynamo-load",
                        "dynamo-sla",
                        "ray",
                        "static");
        assertThat(new Entrants().named("hap")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void publishAGridWithTheDefaultsInIt(Peer peer) {
        // Given
        Entrant entrant = peer.entrant();
        // When
        List<Setting> grid = entrant.grid();
        // Then
        assertThat(grid).contains(entrant.defaults()).doesNotHaveDuplicates();
        assertThat(grid.size()).isGreaterThanOrEqualTo(entrant.name().equals("ours") ? 1 : LEAST_SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void stayWithinBoundsAtEverySetting(Peer peer) {
        for (Setting setting : peer.entrant().grid()) {
            // Given
            Scaler scaler = peer.entrant().start(setting, Views.conditions(2, 6));
            // When
            for (int second = 0; second <= 900; second += 5) {
                View view = Views.even(second, 3, Views.full(40, second % 300, 0.9, second, 1_000, 100));
                scaler.observe(view);
                int size = scaler.decide(view);
                // Then
                assertThat(size).as(setting.toString()).isBetween(2, 6);
            }
            assertThat(scaler.why()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "hpa | target | 0 | hpa: target is 0.0; it must be 0.001 or more",
                "kpa | tick | -1 | kpa: tick is -1.0; it must be 0.001 or more",
                "ray | pace | 1 | ray has no knob pace; it has [target, upscale-delay"
            },
            delimiter = '|')
    void refuseASettingThatTheirKnobsDoNotAllow(String name, String knob, double value, String message) {
        assertThatThrownBy(() -> Views.start(name, 1, 9, defaults -> defaults.with(knob, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void staticHoldsItsSizeWithinTheBounds() {
        // Given
        View view = Views.even(0, 1, Views.inFlight(999));
        // When
        int nine =
                Views.start("static", 1, 64, defaults -> defaults.with("n", 9)).decide(view);
        int bounded =
                Views.start("static", 1, 4, defaults -> defaults.with("n", 9)).decide(view);
        // Then
        assertThat(nine).isEqualTo(9);
        assertThat(bounded).isEqualTo(4);
    }

    @Test
    void oursIsTheShippedAutoscaler() {
        // Given
        Scaler ours = Views.start("ours", 1, 9, defaults -> defaults);
        Policy policy = new Policy(
                Policy.Mode.AUTO,
                1,
                9,
                null,
                null,
                new Policy.Objectives(Duration.ofMillis(2_500), Duration.ofMillis(100), 99),
                Duration.ofMinutes(5),
                256);
        LearnedState learned = LearnedState.empty();
        int size = 1;
        for (int second = 0; second < 60; second += 2) {
            View view = Views.even(second, size, Views.full(200, 40, 0.9, second, 1_000, 100));
            // When
            Decision decision = new Autoscaler().decide(view.observation(), policy, learned, view.at());
            learned = decision.next();
            int desired = ours.decide(view);
            // Then
            assertThat(desired).isEqualTo(decision.desired());
            assertThat(ours.why()).isEqualTo(decision.message());
            size = desired;
        }
        assertThat(size).isGreaterThan(1);
    }
}
