package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.replay.Cell.Routing;
import java.util.List;

/** Binds requests to replicas. */
final class Dispatch {

    /**
     * How often a least-loaded router reads the pages: the same whatever the policy scrapes, so that no policy is judged
     * by a router of its own. In between it adds what it sent itself.
     */
    static final long REFRESH = 2 * Nanos.SECOND;

    private final Routing routing;
    private final Chance chance;
    private long turn;

    Dispatch(Routing routing, Chance chance) {
        this.routing = routing;
        this.chance = chance;
    }

    /** One of the ready replicas, of which there is at least one. */
    Replica choose(List<Replica> ready, int request) {
        return switch (routing) {
            case LEAST_LOADED -> leastLoaded(ready);
            case ROUND_ROBIN -> ready.get((int) (turn++ % ready.size()));
            case RANDOM -> ready.get((int) (chance.unit(Chance.Of.ROUTE, request) * ready.size()));
        };
    }

    private static Replica leastLoaded(List<Replica> ready) {
        Replica least = ready.get(0);
        for (int i = 1; i < ready.size(); i++) {
            Replica other = ready.get(i);
            least = other.expected() < least.expected() ? other : least;
        }
        return least;
    }
}
