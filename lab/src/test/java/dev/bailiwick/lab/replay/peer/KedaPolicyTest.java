package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import org.junit.jupiter.api.Test;

class KedaPolicyTest {

    @Test
    void asksForAPodPerThresholdOfWaitingRequests() {
        // Given
        Scaler keda = Views.start("keda", 1, 40, defaults -> defaults.with("behavior", 1));
        // When 2 pods have 10 waiting requests each, where 5 are the threshold
        int size = keda.decide(Views.even(0, 2, Views.page(64, 10, 0.9)));
        // Then
        assertThat(size).isEqualTo(4);
    }

    @Test
    void wakesForHeldRequestsAtTheNextPoll() {
        // Given a poll at 0 s that found nothing
        Scaler keda = Views.start("keda", 0, 40, defaults -> defaults);
        int asleep = keda.decide(Views.held(0, 0));
        // When requests come
        int beforePoll = keda.decide(Views.held(15, 7));
        int atPoll = keda.decide(Views.held(30, 7));
        // Then
        assertThat(asleep).isZero();
        assertThat(beforePoll).isZero();
        assertThat(atPoll).isGreaterThanOrEqualTo(1);
    }

    @Test
    void goesToZeroOnlyAfterTheCooldown() {
        // Given
        KedaActivation activation = new KedaActivation(0, 300_000);
        // When
        int woken = activation.poll(0, 0, true);
        int cooling = activation.poll(300_000, 1, false);
        int cooled = activation.poll(300_001, 1, false);
        // Then
        assertThat(woken).isEqualTo(1);
        assertThat(cooling).isEqualTo(1);
        assertThat(cooled).isZero();
    }

    @Test
    void goesToZeroAtOnceWhenItWasNeverActive() {
        assertThat(new KedaActivation(0, 300_000).poll(0, 3, false)).isZero();
    }

    @Test
    void holdsTheMinimumWhateverTheTriggersSay() {
        assertThat(new KedaActivation(2, 300_000).poll(0, 1, false)).isEqualTo(2);
        assertThat(new KedaActivation(2, 300_000).poll(0, 5, false)).isEqualTo(5);
        assertThat(new KedaActivation(2, 300_000).poll(0, 0, true)).isEqualTo(2);
    }
}
