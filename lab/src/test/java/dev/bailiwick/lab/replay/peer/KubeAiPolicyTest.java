package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import org.junit.jupiter.api.Test;

class KubeAiPolicyTest {

    @Test
    void beginsWithAWindowOfZeros() {
        // Given a target of 10 and 60 rounds in the window
        Scaler asRead = Views.start("kubeai", 1, 20, defaults -> defaults.with("target", 10));
        Scaler fixed = Views.start(
                "kubeai", 1, 20, defaults -> defaults.with("target", 10).with("fixed", 1));
        // When 100 requests are in flight, round after round
        int firstFixed = fixed.decide(Views.even(0, 1, Views.inFlight(100)));
        int sixth = 1;
        for (int round = 0; round < 6; round++) {
            sixth = asRead.decide(Views.even(10 * round, 1, Views.inFlight(100)));
        }
        int seventh = asRead.decide(Views.even(60, 1, Views.inFlight(100)));
        // Then the mean is 600 / 60 = 10 after six rounds and 700 / 60 = 11.7 after seven; fixed it is 100 at once
        assertThat(sixth).isEqualTo(1);
        assertThat(seventh).isEqualTo(2);
        assertThat(firstFixed).isEqualTo(10);
    }

    @Test
    void releasesOnTheFourthLowerAnswerAndThenOnEach() {
        // Given 30 s of delay, which are 3 rounds, and a window of one round
        Scaler kubeAi = Views.start(
                "kubeai", 1, 20, defaults -> defaults.with("target", 10).with("window", 10));
        // When
        for (int round = 0; round < 3; round++) {
            assertThat(kubeAi.decide(Views.even(10 * round, 5, Views.inFlight(4))))
                    .isEqualTo(5);
        }
        // Then 5 pods with 4 each are 20, which need 2; nothing resets the count until the size holds or grows
        assertThat(kubeAi.decide(Views.even(30, 5, Views.inFlight(4)))).isEqualTo(2);
        assertThat(kubeAi.decide(Views.even(40, 2, Views.inFlight(4)))).isEqualTo(1);
    }

    @Test
    void wakesForAHeldRequestAndSleepsWhenTheWindowIsEmpty() {
        // Given
        Scaler kubeAi = Views.start(
                "kubeai", 0, 20, defaults -> defaults.with("window", 20).with("down-delay", 0));
        // When
        int woken = kubeAi.decide(Views.held(0, 3));
        int busy = kubeAi.decide(Views.even(10, 1, Views.inFlight(3)));
        int oneZero = kubeAi.decide(Views.even(20, 1, Views.inFlight(0)));
        int twoZeros = kubeAi.decide(Views.even(30, 1, Views.inFlight(0)));
        // Then
        assertThat(woken).isEqualTo(1);
        assertThat(busy).isEqualTo(1);
        assertThat(oneZero).isEqualTo(1);
        assertThat(twoZeros).isZero();
    }
}
