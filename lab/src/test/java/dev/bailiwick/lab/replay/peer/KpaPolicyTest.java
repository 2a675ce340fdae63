package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.autoscaler.PodReading;
import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpaPolicyTest {

    @Test
    void goesToZeroAfterTheStableWindowAndTheGracePeriod() {
        // Given one pod that had a request in its first second
        Scaler kpa = Views.start("kpa", 0, 20, defaults -> defaults);
        // When
        List<Integer> sizes = new ArrayList<>();
        for (int second = 0; second <= 100; second++) {
            View view = Views.even(second, 1, Views.inFlight(second == 0 ? 1 : 0));
            kpa.observe(view);
            if (second % 2 == 0) {
                sizes.add(kpa.decide(view));
            }
        }
        // Then the stable mean is 0 from 60 s on, it was active for 60 s by then, and 30 s later the pod goes
        assertThat(sizes.subList(0, 45)).containsOnly(1);
        assertThat(sizes.get(45)).isZero();
    }

    @Test
    void takesPodsThatDidNotAnswerAsTheMeanOfTheOthers() {
        // Given two ready pods, one of which cannot be scraped: 60 stand for 120
        Scaler kpa = Views.start("kpa", 1, 20, defaults -> defaults);
        var lost =
                new PodReading("b", "b", PodReading.State.READY, Views.START, Views.START, Views.START, Views.silent());
        View view = Views.view(0, 2, List.of(Views.ready("a", Views.inFlight(60)), lost));
        // When
        kpa.observe(view);
        int size = kpa.decide(view);
        // Then ceil(120 / 70) = 2
        assertThat(size).isEqualTo(2);
        assertThat(kpa.why()).contains("120 requests in flight");
    }

    @Test
    void beginsInPanicOverMoreThanOnePodAndHoldsThemForAStableWindow() {
        // Given 5 ready pods with one request in flight among them
        Scaler kpa = Views.start("kpa", 1, 20, defaults -> defaults);
        // When
        List<Integer> sizes = new ArrayList<>();
        for (int second = 0; second <= 62; second += 2) {
            View view = Views.even(second, 5, Views.inFlight(0.2));
            kpa.observe(view);
            sizes.add(kpa.decide(view));
        }
        // Then it holds 5 until 60 s are over, and then falls to ceil(1 / 70) = 1, of which the rate allows floor(5 /
        // 2)
        assertThat(sizes.subList(0, 31)).containsOnly(5);
        assertThat(sizes.getLast()).isEqualTo(2);
    }

    @Test
    void wakesForHeldRequests() {
        // Given
        Scaler kpa = Views.start("kpa", 0, 20, defaults -> defaults);
        // When
        kpa.observe(Views.held(0, 3));
        int size = kpa.decide(Views.held(0, 3));
        // Then
        assertThat(size).isEqualTo(1);
    }
}
