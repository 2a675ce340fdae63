package dev.bailiwick.sandbox.engines;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.Request;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** All simulated engines, and the way of a request to one of them. */
public final class EngineHall {
    private final Map<String, SimulatedPod> pods = new ConcurrentHashMap<>();
    private final List<Clients> clients = new CopyOnWriteArrayList<>();

    /** Those who sent requests and want to know what became of them. */
    public interface Clients {
        /** An answer is complete. */
        void answered(Completion completion);

        /** The pod went away with the request unanswered. */
        void cut(Request request);
    }

    /** How the pod of a request is chosen. */
    public enum Routing {
        /** The pod with the fewest requests. */
        LEAST_LOADED,
        /** Any pod, as a Service does. */
        RANDOM
    }

    public void join(Clients client) {
        clients.add(client);
    }

    public void leave(Clients client) {
        clients.remove(client);
    }

    /** An engine begins to serve. */
    void open(String uid, String deployment, String servedName, EngineProfile profile, Instant at) {
        pods.put(
                uid,
                new SimulatedPod(
                        uid,
                        deployment,
                        servedName,
                        profile,
                        at,
                        completion -> clients.forEach(client -> client.answered(completion))));
    }

    /** The pod is gone, and with it what it had not answered. */
    void close(String uid) {
        var pod = pods.remove(uid);
        if (pod != null) {
            pod.end().forEach(request -> clients.forEach(client -> client.cut(request)));
        }
    }

    Optional<SimulatedPod> pod(String uid) {
        return Optional.ofNullable(pods.get(uid));
    }

    boolean knows(String uid) {
        return pods.containsKey(uid);
    }

    /** Pods of a deployment, draining ones included. */
    List<SimulatedPod> of(String deployment) {
        return pods.values().stream()
                .filter(pod -> pod.deployment().equals(deployment))
                .sorted(Comparator.comparing(SimulatedPod::uid))
                .toList();
    }

    /** Whether any pod of the deployment takes requests. */
    public boolean serves(String deployment) {
        return of(deployment).stream().anyMatch(SimulatedPod::serving);
    }

    /**
     * Binds a request to one pod, for good.
     *
     * @return false when no pod takes requests, or none could ever hold this one
     */
    public boolean submit(String deployment, Request request, Instant at, Routing routing, RandomGenerator random) {
        while (true) {
            var open = of(deployment).stream().filter(SimulatedPod::serving).toList();
            if (open.isEmpty()) {
                return false;
            }
            var chosen = routing == Routing.RANDOM
                    ? open.get(random.nextInt(open.size()))
                    : open.stream()
                            .min(Comparator.comparingInt(SimulatedPod::inFlight))
                            .orElseThrow();
            if (chosen.submit(request, at)) {
                return true;
            }
            if (knows(chosen.uid())) {
                return false;
            }
            // The pod went away between choice and submission: the client's next choice is another one.
        }
    }

    /** Lets all engines work until {@code at}. */
    public void advanceTo(Instant at) {
        pods.values().forEach(pod -> pod.advanceTo(at));
    }
}
