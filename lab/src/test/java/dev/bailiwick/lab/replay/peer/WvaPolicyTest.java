package dev.bailiwick.lab.replay.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.replay.Scaler;
import dev.bailiwick.lab.replay.Setting;
import dev.bailiwick.lab.replay.View;
import dev.bailiwick.lab.replay.peer.WvaAnalyzer.Replica;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WvaPolicyTest {
    private final WvaAnalyzer spare = new WvaSpare(defaults("wva-v1"));
    private final WvaAnalyzer tokens = new WvaTokens(defaults("wva-v2"), Views.ENGINE);

    @Test
    void addsOneWhenTheQueuesSpareTooLittle() {
        // Given spare queues of 5 - 4 = 1 and 5 - 1 = 4, which are 2.5 on average, below 3
        List<Replica> replicas = List.of(v1(0.5, 4), v1(0.6, 1));
        // When
        int target = spare.target(replicas, 2, 2, 2);
        // Then
        assertThat(target).isEqualTo(3);
    }

    @Test
    void addsOnlyOneHoweverSaturatedAllAre() {
        assertThat(spare.target(List.of(v1(1, 500), v1(1, 900)), 2, 2, 2)).isEqualTo(3);
    }

    @Test
    void releasesOneWhenTheOthersBearItsLoad() {
        // Given 3 at 0.2: without one they are at 0.3 and spare 0.5; 2 at 0.4: without one it is at 0.8 and spares none
        List<Replica> idle = Collections.nCopies(3, v1(0.2, 0));
        List<Replica> half = Collections.nCopies(2, v1(0.4, 0));
        // When
        int released = spare.target(idle, 3, 3, 3);
        int kept = spare.target(half, 2, 2, 2);
        // Then
        assertThat(released).isEqualTo(2);
        assertThat(kept).isEqualTo(2);
    }

    @Test
    void decidesNothingWhileAReplicaIsPending() {
        // Given two saturated replicas and a third without metrics yet
        List<Replica> replicas = Collections.nCopies(2, v1(1, 500));
        // When
        int target = spare.target(replicas, 3, 2, 3);
        // Then
        assertThat(target).isEqualTo(3);
        assertThat(spare.because()).contains("under way");
    }

    @Test
    void weighsTokensAgainstTheMemoryOfAReplica() {
        // Given per replica 0.5 x 16000 = 8000 tokens in use and 4 x 1000 waiting: 12000, together 24000;
        // k1 = 0.8 x 16000 = 12800, k2 = min(2048 x 200 / 1200, 256) x (1000 + 100) = 281600
        List<Replica> replicas = Collections.nCopies(2, v2(0.5, 4));
        // When
        int target = tokens.target(replicas, 2, 2, 2);
        // Then 24000 / 0.85 - 2 x 12800 = 2635 are missing, which is one replica
        assertThat(target).isEqualTo(3);
    }

    @Test
    void countsPendingReplicasBeforeItAsksForMore() {
        assertThat(tokens.target(Collections.nCopies(2, v2(0.5, 4)), 3, 2, 3)).isEqualTo(3);
    }

    @Test
    void takesTheTokensInUseAsCapacityWhenTheQueueIsLong() {
        // Given 8000 in use with 5 waiting: capacity 8000, demand 13000 each
        List<Replica> replicas = Collections.nCopies(2, v2(0.5, 5));
        // When
        int target = tokens.target(replicas, 2, 2, 2);
        // Then 26000 / 0.85 - 16000 = 14588 are missing, which are ceil(1.8) = 2 replicas
        assertThat(target).isEqualTo(4);
        // And what was seen is remembered when the queue is short: 2 x (1600 + 0) / 0.85 - 16000 < 0,
        // 16000 - 3200 / 0.7 = 11428 are spare, which is one replica of 8000
        assertThat(tokens.target(Collections.nCopies(2, v2(0.1, 0)), 2, 2, 2)).isEqualTo(1);
    }

    @Test
    void releasesSeveralAtOnceButNeverTheLast() {
        // Given 4 x 1600 = 6400 tokens; 4 x 12800 - 6400 / 0.7 = 42057 are spare, which are floor(3.3) = 3 replicas
        assertThat(tokens.target(Collections.nCopies(4, v2(0.1, 0)), 4, 4, 4)).isEqualTo(1);
        assertThat(tokens.target(Collections.nCopies(4, v2(0, 0)), 4, 4, 4)).isEqualTo(1);
    }

    @Test
    void isStuckAtTenReplicasWithinTheTolerance() {
        // Given
        Scaler asRead = Views.start("wva-v1", 1, 40, turned -> turned.with("up-window", 0));
        Scaler fixed = Views.start(
                "wva-v1", 1, 40, turned -> turned.with("up-window", 0).with("tolerance", 0));
        View saturated = Views.even(0, 10, Views.page(64, 50, 0.9));
        // When
        asRead.observe(saturated);
        fixed.observe(saturated);
        // Then 11 are published, and 11 / 10 lies within 10 %
        assertThat(asRead.decide(saturated)).isEqualTo(10);
        assertThat(fixed.decide(saturated)).isEqualTo(11);
    }

    @Test
    void waitsFourMinutesBeforeItGrows() {
        // Given
        Scaler wva = Views.start("wva-v1", 1, 40, turned -> turned);
        // When
        int before = 0;
        int after = 0;
        for (int second = 0; second <= 240; second += 15) {
            View saturated = Views.even(second, 2, Views.page(64, 50, 0.9));
            wva.observe(saturated);
            before = after;
            after = wva.decide(saturated);
        }
        // Then
        assertThat(before).isEqualTo(2);
        assertThat(after).isEqualTo(3);
    }

    @Test
    void wakesFromZeroForAHeldRequest() {
        // Given
        Scaler wva = Views.start("wva-v2", 0, 40, turned -> turned);
        wva.observe(Views.held(0, 1));
        // When
        int size = wva.decide(Views.held(0, 1));
        // Then
        assertThat(size).isEqualTo(1);
    }

    private static Replica v1(double kvUsage, double waiting) {
        return new Replica(kvUsage, waiting, 0, 0, 0);
    }

    private static Replica v2(double kvUsage, double waiting) {
        return new Replica(kvUsage, waiting, 16_000, 1_000, 200);
    }

    private static Setting defaults(String name) {
        return new Entrants().named(name).orElseThrow().defaults();
    }
}
