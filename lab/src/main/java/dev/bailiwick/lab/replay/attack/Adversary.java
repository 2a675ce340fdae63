package dev.bailiwick.lab.replay.attack;

import dev.bailiwick.lab.replay.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Looks for the loads under which a policy does worst, by climbing from ten places at once: each climber changes its load a
 * little and keeps the change when the regret grows, and now and then takes a part of another's. The same seed finds the
 * same.
 */
public final class Adversary {
    /** Climbers, and so loads found: the worst ten are what is kept (research autoscaling-review 8). */
    public static final int CLIMBERS = 10;

    /** A load of an hour, of which the first quarter is not counted. */
    private static final int STRETCHES = 30;

    private final Function<Trace, Optional<Regret>> trial;
    private final double busiest;
    private final long seed;

    /**
     * An adversary.
     *
     * @param trial plays a load; empty when nobody could serve it, which proves nothing against a policy
     * @param busiest most requests per second that it may send
     * @param seed the seed of the search
     */
    public Adversary(Function<Trace, Optional<Regret>> trial, double busiest, long seed) {
        this.trial = trial;
        this.busiest = busiest;
        this.seed = seed;
    }

    /**
     * A load and what it did.
     *
     * @param trace the load
     * @param regret how badly the policy did
     */
    public record Found(Trace trace, Regret regret) {}

    private record Tried(Assault load, Optional<Found> found) {
        double regret() {
            return found.map(each -> each.regret().value()).orElse(Double.NEGATIVE_INFINITY);
        }
    }

    /**
     * Searches.
     *
     * @param budget loads to play, {@link #CLIMBERS} or more
     * @param progress is told how many have been played
     * @return the worst load of each climber that found one, the worst of all first
     */
    public List<Found> search(int budget, IntConsumer progress) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Bending bending = new Bending(random, busiest, STRETCHES);
        List<Tried> places = tried(
                IntStream.range(0, CLIMBERS).mapToObj(i -> bending.begin()).toList());
        int played = CLIMBERS;
        progress.accept(played);
        while (played < budget) {
            List<Assault> next = new ArrayList<>();
            for (int climber = 0; climber < Math.min(CLIMBERS, budget - played); climber++) {
                Tried place = places.get(climber);
                next.add(
                        place.found().isEmpty()
                                ? bending.begin()
                                : bending.bent(
                                        place.load(),
                                        places.get(random.nextInt(CLIMBERS)).load()));
            }
            List<Tried> results = tried(next);
            List<Tried> kept = new ArrayList<>(places);
            for (int climber = 0; climber < results.size(); climber++) {
                if (results.get(climber).regret() > places.get(climber).regret()) {
                    kept.set(climber, results.get(climber));
                }
            }
            places = kept;
            played += next.size();
            progress.accept(played);
        }
        return places.stream()
                .flatMap(place -> place.found().stream())
                .sorted(Comparator.comparingDouble(found -> -found.regret().value()))
                .toList();
    }

    /** Plays loads at the same time; none knows of another, so that the order in which they end means nothing. */
    private List<Tried> tried(List<Assault> loads) {
        return loads.parallelStream()
                .map(load -> {
                    Trace trace = load.trace("attack", seed);
                    return new Tried(
                            load,
                            trace.requests() == 0
                                    ? Optional.empty()
                                    : trial.apply(trace).map(regret -> new Found(trace, regret)));
                })
                .toList();
    }
}
