package dev.bailiwick.lab.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the pod that a request is bound to when it arrives. */
public sealed interface Router {

    /** One of the pods that are ready, of which there is at least one, in the order of their readiness. */
    FleetPod choose(List<FleetPod> ready);

    /** The pod with the fewest requests bound to it, the longest ready among equals. */
    record LeastLoaded() implements Router {
        @Override
        public FleetPod choose(List<FleetPod> ready) {
            return ready.stream()
                    .min(Comparator.comparingInt(FleetPod::inFlight))
                    .orElseThrow();
        }
    }

    /**
     * Any pod with equal chance, which is what a Service does.
     *
     * @param random the source of chance; seeded, a simulation repeats
     */
    record AnyPod(RandomGenerator random) implements Router {
        @Override
        public FleetPod choose(List<FleetPod> ready) {
            return ready.get(random.nextInt(ready.size()));
        }
    }
}
