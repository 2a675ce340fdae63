package dev.bailiwick.sandbox.engines;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.Engine;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.MetricsPage;
import dev.bailiwick.lab.simulator.Request;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pod whose engine is simulated. All of its methods may be called by any thread; time never runs backwards. */
final class SimulatedPod {
    private final String uid;
    private final String deployment;
    private final String servedName;
    private final Engine engine;
    private boolean serving = true;
    private boolean ended;
    private Fault fault = Fault.NONE;
    private byte @Nullable [] stalePage;

    /**
     * A pod whose engine begins to serve.
     *
     * @param deployment namespace and name of its ModelDeployment
     * @param servedName name of the model on its page
     */
    SimulatedPod(
            String uid,
            String deployment,
            String servedName,
            EngineProfile profile,
            Instant start,
            Consumer<Completion> completions) {
        this.uid = uid;
        this.deployment = deployment;
        this.servedName = servedName;
        this.engine = new Engine(profile, start, completions);
    }

    String uid() {
        return uid;
    }

    String deployment() {
        return deployment;
    }

    synchronized boolean serving() {
        return serving;
    }

    synchronized void serving(boolean takesNew) {
        serving = takesNew;
    }

    synchronized void fault(Fault wanted) {
        fault = wanted;
        stalePage = null;
    }

    synchronized Fault fault() {
        return fault;
    }

    synchronized int inFlight() {
        return engine.inFlight();
    }

    /** Takes no more requests for good, and returns those that are cut. */
    synchronized List<Request> end() {
        ended = true;
        return engine.live();
    }

    /** Queues a request; returns false when the pod has ended or could never hold it. */
    synchronized boolean submit(Request request, Instant at) {
        if (ended || !engine.accepts(request)) {
            return false;
        }
        engine.submit(request, later(at));
        return true;
    }

    synchronized void advanceTo(Instant at) {
        engine.advanceTo(later(at));
    }

    /** The metrics page as of {@code at}, with the fault that is wanted. */
    synchronized byte[] page(Instant at) {
        engine.advanceTo(later(at));
        if (fault == Fault.STALE) {
            if (stalePage == null) {
                stalePage = MetricsPage.write(engine, servedName);
            }
            return stalePage.clone();
        }
        return MetricsPage.write(engine, servedName);
    }

    /** Threads read the clock before they get the lock, so that one may come with an instant that has passed. */
    private Instant later(Instant at) {
        return at.isBefore(engine.now()) ? engine.now() : at;
    }
}
