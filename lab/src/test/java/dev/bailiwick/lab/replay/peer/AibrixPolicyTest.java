package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class AibrixPolicyTest {

    @Test
    void apaGrowsInProportionToTheMeanOverPods() {
        // Given a mean of (0.9 + 0.6 + 0.9) / 3 = 0.8 against 0.5, which is 1.6 times too much
        Scaler apa = Views.start("aibrix-apa", 1, 20, defaults -> defaults);
        var pods = List.of(
                Views.ready("a", Views.page(1, 0, 0.9)),
                Views.ready("b", Views.page(1, 0, 0.6)),
                Views.ready("c", Views.page(1, 0, 0.9)));
        // When
        int size = apa.decide(Views.view(0, 3, pods));
        // Then ceil(3 x 1.6) = 5, below the 6 that the rate allows
        assertThat(size).isEqualTo(5);
    }

    @Test
    void apaAtMostDoublesInAStep() {
        // Given
        Scaler apa = Views.start(
                "aibrix-apa", 1, 40, defaults -> defaults.with("in-flight", 1).with("target", 10));
        // When
        int size = apa.decide(Views.even(0, 3, Views.inFlight(100)));
        // Then ceil(3 x 10) = 30, and 2 x 3 = 6 is the most
        assertThat(size).isEqualTo(6);
    }

    @Test
    void apaFollowsTheLowestRecommendationOnTheWayDown() {
        // Given
        Scaler asRead = Views.start("aibrix-apa", 1, 20, defaults -> defaults);
        Scaler fixed = Views.start("aibrix-apa", 1, 20, defaults -> defaults.with("fixed", 1));
        // When ten pods are on target, and ten seconds later nearly idle: the window's mean is (0.5 + 0.1) / 2 = 0.3
        for (Scaler apa : List.of(asRead, fixed)) {
            assertThat(apa.decide(Views.even(0, 10, Views.page(1, 0, 0.5)))).isEqualTo(10);
        }
        // Then 0.3 / 0.5 x 10 = 6 is recommended; the history {10, 6} holds nothing back, unless it is fixed
        assertThat(asRead.decide(Views.even(10, 10, Views.page(1, 0, 0.1)))).isEqualTo(6);
        assertThat(fixed.decide(Views.even(10, 10, Views.page(1, 0, 0.1)))).isEqualTo(10);
    }

    @Test
    void kpaForgetsToMultiplyTheMeanByThePods() {
        // Given 30 requests on each of 4 pods, where 10 are the target
        Scaler asRead = Views.start(
                "aibrix-kpa", 1, 20, defaults -> defaults.with("in-flight", 1).with("target", 10));
        Scaler fixed = Views.start(
                "aibrix-kpa",
                1,
                20,
                defaults -> defaults.with("in-flight", 1).with("target", 10).with("fixed", 1));
        // When
        int sizeAsRead = asRead.decide(Views.even(0, 4, Views.inFlight(30)));
        int sizeFixed = fixed.decide(Views.even(0, 4, Views.inFlight(30)));
        // Then ceil(30 / 10) = 3, which is fewer; fixed it is ceil(120 / 10) = 12, of which the rate allows 8
        assertThat(sizeAsRead).isEqualTo(3);
        assertThat(sizeFixed).isEqualTo(8);
    }

    @Test
    void kpaPanicsOnAnEmptyStableWindow() {
        // Given
        Setting setting =
                new Entrants().named("aibrix-kpa").orElseThrow().defaults().with("target", 10);
        // When
        int asRead = new AibrixRule.Kpa(setting).pods(4, 0, 30);
        int fixed = new AibrixRule.Kpa(setting.with("fixed", 1)).pods(4, 0, 30);
        // Then the panic mean counts: ceil(30 / 10) = 3; fixed, the stable one does: 0, at least floor(4 / 2) = 2
        assertThat(asRead).isEqualTo(3);
        assertThat(fixed).isEqualTo(2);
    }

    @Test
    void holdsWhenNoPageCanBeRead() {
        // Given
        Scaler apa = Views.start("aibrix-apa", 1, 20, defaults -> defaults);
        // When
        int size = apa.decide(Views.view(0, 2, List.of(Views.loading("a"), Views.loading("b"))));
        // Then
        assertThat(size).isEqualTo(2);
    }
}
