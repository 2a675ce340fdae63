package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.START;
import static dev.bailiwick.lab.simulator.Engines.at;
import static dev.bailiwick.lab.simulator.Engines.atMillis;
import static dev.bailiwick.lab.simulator.Engines.millisecondSteps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailiwick.lab.simulator.FleetPod.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final List<Served> served = new ArrayList<>();

    @Test
    void letsRequestsWaitForTheFirstPod() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.resize(1);
        fleet.advanceTo(at(5));
        // When
        fleet.submit(new Request(1, 8, 2));
        fleet.advanceTo(at(19));
        int heldBefore = fleet.held();
        fleet.advanceTo(at(21));
        // Then
        assertThat(heldBefore).isEqualTo(1);
        assertThat(fleet.held()).isZero();
        assertThat(served).hasSize(1);
        assertThat(served.getFirst().arrived()).isEqualTo(at(5));
        assertThat(served.getFirst().timeToFirstToken()).isEqualTo(Duration.ofMillis(15_001));
        assertThat(served.getFirst().timePerOutputToken()).isEqualTo(Duration.ofMillis(1));
        assertThat(fleet.pods().getFirst().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void bindsEachRequestToOnePodForGood() {
        // Given a pod with a long queue
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(1);
        fleet.resize(2);
        for (int id = 0; id < 100; id++) {
            fleet.submit(new Request(id, 8, 40_000));
        }
        // When a second becomes ready
        fleet.advanceTo(at(20));
        fleet.submit(new Request(100, 8, 1));
        // Then only the new request goes there
        assertThat(fleet.pods()).extracting(FleetPod::inFlight).containsExactly(100, 1);
    }

    @Test
    void sendsRequestsToTheLeastLoadedPod() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(3);
        // When
        for (int id = 0; id < 7; id++) {
            fleet.submit(new Request(id, 8, 100));
        }
        // Then
        assertThat(fleet.pods()).extracting(FleetPod::inFlight).containsExactly(3, 2, 2);
    }

    @Test
    void spreadsRequestsByChanceAsAServiceDoes() {
        // Given
        Fleet fleet = fleet(
                new Router.AnyPod(RandomGeneratorFactory.of("L64X128MixRandom").create(1)));
        fleet.addReady(2);
        // When
        for (int id = 0; id < 1_000; id++) {
            fleet.submit(new Request(id, 8, 100));
        }
        // Then
        assertThat(fleet.pods()).allSatisfy(pod -> assertThat(pod.inFlight()).isBetween(450, 550));
    }

    @Test
    void drainsThePodWithTheLeastInFlightAndEndsItWhenIdle() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(2);
        fleet.submit(new Request(1, 8, 100));
        fleet.submit(new Request(2, 8, 100));
        fleet.submit(new Request(3, 8, 100));
        // When
        fleet.resize(1);
        fleet.submit(new Request(4, 8, 1));
        fleet.advanceTo(atMillis(99));
        List<FleetPod> draining = fleet.in(Phase.DRAINING);
        fleet.advanceTo(at(1));
        // Then
        assertThat(draining).extracting(FleetPod::uid).containsExactly("pod-2");
        assertThat(fleet.pods()).extracting(FleetPod::uid).containsExactly("pod-1");
        assertThat(served).hasSize(4);
        assertThat(fleet.podTime()).isEqualTo(Duration.ofMillis(1_100));
    }

    @Test
    void takesADrainingPodBackBeforeItOrdersANewOne() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(2);
        fleet.submit(new Request(1, 8, 1_000));
        fleet.submit(new Request(2, 8, 1_000));
        fleet.resize(1);
        // When
        fleet.resize(3);
        // Then
        assertThat(fleet.pods()).extracting(FleetPod::phase).containsExactly(Phase.READY, Phase.READY, Phase.STARTING);
        assertThat(fleet.ordered()).isEqualTo(3);
    }

    @Test
    void endsStartingPodsBeforeItDrainsReadyOnes() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(1);
        fleet.submit(new Request(1, 8, 1_000));
        fleet.resize(3);
        // When
        fleet.resize(1);
        // Then
        assertThat(fleet.pods()).extracting(FleetPod::phase).containsExactly(Phase.READY);
    }

    @Test
    void cutsTheRequestsOfAPodThatDies() {
        // Given
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(1);
        fleet.submit(new Request(1, 8, 1_000));
        fleet.submit(new Request(2, 8, 1_000));
        // When
        List<Request> cut = fleet.kill("pod-1");
        // Then
        assertThat(cut).extracting(Request::id).containsExactly(1L, 2L);
        assertThat(fleet.inFlight()).isZero();
        assertThat(fleet.pods()).isEmpty();
    }

    @Test
    void forgetsRequestsWhoseClientsGoAway() {
        // Given one held, and one that is all a draining pod has
        Fleet fleet = fleet(new Router.LeastLoaded());
        fleet.addReady(1);
        fleet.submit(new Request(1, 8, 1_000));
        fleet.resize(0);
        fleet.submit(new Request(2, 8, 1_000));
        fleet.advanceTo(at(0.5));
        // When
        boolean held = fleet.cancel(2);
        boolean bound = fleet.cancel(1);
        // Then
        assertThat(held && bound).isTrue();
        assertThat(fleet.cancel(1)).isFalse();
        assertThat(fleet.pods()).isEmpty();
        assertThat(fleet.podTime()).isEqualTo(Duration.ofMillis(500));
    }

    private Fleet fleet(Router router) {
        return new Fleet(
                millisecondSteps(1 << 20, 64, 8_192), router, () -> Duration.ofSeconds(20), START, served::add);
    }
}
