package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one deployment in virtual time: ordered, started, drained and removed as an operator would, with each
 * request bound to one pod when it arrives. While no pod is ready requests wait, and the first to become ready gets
 * them all. Not safe for use by several threads at once.
 */
public final class Fleet {
    private final Supplier<EngineProfile> profiles;
    private final Router router;
    private final Supplier<Duration> coldStarts;
    private final Consumer<Served> served;
    private final List<FleetPod> pods = new ArrayList<>();
    private final SequencedMap<Long, Held> held = new LinkedHashMap<>();
    private final Map<Long, Bound> bound = new HashMap<>();
    private Instant now;
    private int ordered;
    private Duration podTime = Duration.ZERO;

    private record Held(Request request, Instant arrived) {}

    private record Bound(FleetPod pod, Instant arrived) {}

    /**
     * A fleet without pods.
     *
     * @param profile what every pod serves
     * @param router binds requests to pods
     * @param coldStarts the cold start of each pod in the order of their ordering
     * @param start the time at which the simulation begins
     * @param served gets each answered request, in the order of time within a pod
     */
    public Fleet(
            EngineProfile profile,
            Router router,
            Supplier<Duration> coldStarts,
            Instant start,
            Consumer<Served> served) {
        this(() -> profile, router, coldStarts, start, served);
    }

    /**
     * A fleet without pods, whose pods may differ.
     *
     * @param profiles what each pod serves, in the order in which they begin to
     */
    public Fleet(
            Supplier<EngineProfile> profiles,
            Router router,
            Supplier<Duration> coldStarts,
            Instant start,
            Consumer<Served> served) {
        this.profiles = profiles;
        this.router = router;
        this.coldStarts = coldStarts;
        this.now = start;
        this.served = served;
    }

    /** Adds pods that serve already, as a fleet that was up before the simulation began. */
    public void addReady(int count) {
        for (int i = 0; i < count; i++) {
            FleetPod pod = new FleetPod(nextUid(), now, now);
            pods.add(pod);
            serve(pod);
        }
    }

    /**
     * Moves towards a size of ready and starting pods: takes draining ones back and orders the rest, or ends the newest
     * starting ones and drains those with the least in flight.
     */
    public void resize(int size) {
        int excess =
                in(FleetPod.Phase.STARTING).size() + in(FleetPod.Phase.READY).size() - size;
        for (; excess < 0; excess++) {
            List<FleetPod> draining = in(FleetPod.Phase.DRAINING);
            if (draining.isEmpty()) {
                pods.add(new FleetPod(nextUid(), now, now.plus(coldStarts.get())));
            } else {
                draining.getLast().phase(FleetPod.Phase.READY);
            }
        }
        for (; excess > 0; excess--) {
            List<FleetPod> starting = in(FleetPod.Phase.STARTING);
            if (starting.isEmpty()) {
                drain(in(FleetPod.Phase.READY).stream()
                        .min(Comparator.comparingInt(FleetPod::inFlight))
                        .orElseThrow());
            } else {
                end(starting.getLast(), now);
            }
        }
    }

    /** Binds a request to a pod now, or lets it wait for the first one to become ready. */
    public void submit(Request request) {
        List<FleetPod> ready = in(FleetPod.Phase.READY);
        if (ready.isEmpty()) {
            held.put(request.id(), new Held(request, now));
        } else {
            bind(request, router.choose(ready), now);
        }
    }

    /** The client of a request goes away now; whether it was still unanswered. */
    public boolean cancel(long id) {
        if (held.remove(id) != null) {
            return true;
        }
        @Nullable Bound binding = bound.remove(id);
        if (binding == null) {
            return false;
        }
        boolean live = binding.pod().engine().orElseThrow().cancel(id, now);
        binding.pod().emptiedAt(now);
        endDrained();
        return live;
    }

    /** Ends a pod now whatever it is doing; the requests that it cuts. */
    public List<Request> kill(String uid) {
        List<Request> cut = new ArrayList<>();
        for (FleetPod pod : List.copyOf(pods)) {
            if (pod.uid().equals(uid)) {
                pod.engine().ifPresent(engine -> cut.addAll(engine.live()));
                cut.forEach(request -> bound.remove(request.id()));
                end(pod, now);
            }
        }
        return cut;
    }

    /** Runs all pods up to {@code instant}, which must not lie in the past. */
    public void advanceTo(Instant instant) {
        List<FleetPod> starting = in(FleetPod.Phase.STARTING).stream()
                .filter(pod -> !pod.readyAt().isAfter(instant))
                .sorted(Comparator.comparing(FleetPod::readyAt))
                .toList();
        for (FleetPod pod : starting) {
            serve(pod);
            List<Held> waiting = List.copyOf(held.values());
            held.clear();
            waiting.forEach(request -> bind(request.request(), pod, request.arrived()));
        }
        for (FleetPod pod : pods) {
            pod.engine().ifPresent(engine -> engine.advanceTo(instant));
        }
        now = instant;
        endDrained();
    }

    /** Pods that have not ended, in the order of their ordering. */
    public List<FleetPod> pods() {
        return List.copyOf(pods);
    }

    /** Pods in one phase, in the order of their ordering. */
    public List<FleetPod> in(FleetPod.Phase phase) {
        return pods.stream().filter(pod -> pod.phase() == phase).toList();
    }

    /** Requests that wait for a first pod. */
    public int held() {
        return held.size();
    }

    /** Requests that no pod has answered yet, held ones included. */
    public int inFlight() {
        return held.size() + bound.size();
    }

    /** Pods ever ordered or added. */
    public int ordered() {
        return ordered;
    }

    /** Time from order to end, over all pods, up to now. */
    public Duration podTime() {
        return pods.stream().map(pod -> Duration.between(pod.orderedAt(), now)).reduce(podTime, Duration::plus);
    }

    /** The time reached. */
    public Instant now() {
        return now;
    }

    private void bind(Request request, FleetPod pod, Instant arrived) {
        Engine engine = pod.engine().orElseThrow();
        bound.put(request.id(), new Bound(pod, arrived));
        engine.submit(request, engine.now().isAfter(now) ? engine.now() : now);
    }

    private void serve(FleetPod pod) {
        pod.serve(new Engine(profiles.get(), pod.readyAt(), completion -> {
            pod.emptiedAt(completion.lastToken());
            @Nullable Bound binding = bound.remove(completion.request().id());
            if (binding != null) {
                served.accept(new Served(binding.arrived(), pod.uid(), completion));
            }
        }));
    }

    private void drain(FleetPod pod) {
        pod.phase(FleetPod.Phase.DRAINING);
        if (pod.inFlight() == 0) {
            end(pod, now);
        }
    }

    private void endDrained() {
        for (FleetPod pod : in(FleetPod.Phase.DRAINING)) {
            if (pod.inFlight() == 0) {
                end(pod, pod.emptiedAt());
            }
        }
    }

    private void end(FleetPod pod, Instant at) {
        pod.phase(FleetPod.Phase.GONE);
        podTime = podTime.plus(Duration.between(pod.orderedAt(), at));
        pods.remove(pod);
    }

    private String nextUid() {
        ordered++;
        return "pod-" + ordered;
    }
}
