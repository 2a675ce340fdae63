package dev.bailiwick.sandbox.engines;

import static dev.bailiwick.sandbox.engines.Simulated.DEPLOYMENT;
import static dev.bailiwick.sandbox.engines.Simulated.START;
import static dev.bailiwick.sandbox.engines.Simulated.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.Request;
import dev.bailiwick.sandbox.engines.EngineHall.Routing;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EngineHallTest {

    private final Simulated simulated = new Simulated();
    private final EngineHall hall = simulated.hall;
    private final Random random = new Random(1);
    private long ids;

    @Test
    void withoutAPodNothingIsServed() {
        assertThat(hall.serves(DEPLOYMENT)).isFalse();
        assertThat(submit(Routing.LEAST_LOADED)).isFalse();
    }

    @Test
    void theLeastLoadedPodGetsTheRequest() {
        // Given
        simulated.with("a", "b", "c");

        // When
        for (var i = 0; i < 9; i++) {
            assertThat(submit(Routing.LEAST_LOADED)).isTrue();
        }

        // Then
        assertThat(hall.of(DEPLOYMENT)).extracting(SimulatedPod::inFlight).containsExactly(3, 3, 3);
    }

    @Test
    void atRandomEveryPodGetsItsShare() {
        // Given
        simulated.with("a", "b", "c");

        // When
        for (var i = 0; i < 300; i++) {
            submit(Routing.RANDOM);
        }

        // Then
        assertThat(hall.of(DEPLOYMENT))
                .allSatisfy(pod -> assertThat(pod.inFlight()).isBetween(70, 130));
    }

    @Test
    void podsOfOtherDeploymentsGetNothing() {
        // Given
        simulated.with("a");
        hall.open("b", "plant/other", "model", Simulated.profile(), START);

        // When
        submit(Routing.LEAST_LOADED);
        submit(Routing.LEAST_LOADED);

        // Then
        assertThat(simulated.pod("a").inFlight()).isEqualTo(2);
        assertThat(simulated.pod("b").inFlight()).isZero();
    }

    @Test
    void aDrainingPodTakesNothingNewAndFinishesWhatItHas() {
        // Given
        simulated.with("a", "b");
        submit(Routing.LEAST_LOADED);
        submit(Routing.LEAST_LOADED);

        // When
        simulated.pod("a").serving(false);
        for (var i = 0; i < 4; i++) {
            submit(Routing.LEAST_LOADED);
        }

        // Then
        assertThat(simulated.pod("a").inFlight()).isEqualTo(1);
        assertThat(simulated.pod("b").inFlight()).isEqualTo(5);
        hall.advanceTo(at(60));
        assertThat(simulated.answered).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whenAllPodsDrainNothingNewIsTaken() {
        // Given
        simulated.with("a").pod("a").serving(false);

        // Then
        assertThat(hall.serves(DEPLOYMENT)).isFalse();
        assertThat(submit(Routing.RANDOM)).isFalse();
    }

    @Test
    void aPodThatGoesCutsWhatItHasNotAnswered() {
        // Given
        simulated.with("a", "b");
        submit(Routing.LEAST_LOADED);
        hall.advanceTo(at(60));
        submit(Routing.LEAST_LOADED);
        submit(Routing.LEAST_LOADED);

        // When
        hall.close("a");

        // Then
        assertThat(simulated.answered).containsExactly(1L);
        assertThat(simulated.cut).containsExactly(2L);
        hall.advanceTo(at(120));
        assertThat(simulated.answered).containsExactly(1L, 3L);
        hall.close("a");
        assertThat(simulated.cut).hasSize(1);
    }

    @Test
    void aPodThatHasGoneTakesNothingEvenFromThoseWhoStillKnowIt() {
        // Given
        var pod = simulated.with("a").pod("a");

        // When
        hall.close("a");

        // Then
        assertThat(pod.submit(new Request(1, 10, 10), START)).isFalse();
        assertThat(pod.inFlight()).isZero();
    }

    @Test
    void aRequestThatNoEngineCanHoldIsRefused() {
        // Given
        simulated.with("a");

        // Then
        assertThat(hall.submit(DEPLOYMENT, new Request(1, 100_000_000, 10), START, Routing.LEAST_LOADED, random))
                .isFalse();
    }

    @Test
    void clientsThatHaveLeftHearNothing() {
        // Given
        simulated.with("a");
        submit(Routing.LEAST_LOADED);

        // When
        hall.leave(simulated);
        hall.close("a");

        // Then
        assertThat(simulated.cut).isEmpty();
    }

    @Test
    void timeThatHasPassedIsTakenForNow() {
        // Given
        simulated.with("a");
        hall.advanceTo(at(10));

        // When
        hall.advanceTo(at(9));

        // Then
        assertThat(hall.submit(DEPLOYMENT, new Request(1, 10, 10), at(8), Routing.LEAST_LOADED, random))
                .isTrue();
    }

    private boolean submit(Routing routing) {
        return hall.submit(DEPLOYMENT, new Request(++ids, 100, 50), START, routing, random);
    }
}
