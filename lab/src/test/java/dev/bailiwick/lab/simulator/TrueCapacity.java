package dev.bailiwick.lab.simulator;

import static dev.bailiwick.lab.simulator.Engines.at;

import java.time.Duration;
import java.util.List;

/**
 * What one pod of an engine bears, found by overloading it.
 *
 * @param engine the engine
 * @param requestsPerSecond requests that it finishes per second
 * @param tokensPerSecond prompt and output tokens of these
 */
record TrueCapacity(EngineProfile engine, double requestsPerSecond, double tokensPerSecond) {
    /** More than any engine of the catalogue's one-accelerator kinds bears with the lengths of {@link Traffic}. */
    private static final double OVERLOAD = 40;
    /** When the first batches have turned over. */
    private static final int WARM = 100;

    private static final int END = 300;

    static TrueCapacity measure(String name, int slots) {
        EngineProfile shipped = Engines.named(name);
        return measure(
                shipped.withLimits(shipped.kvTokens(), slots, Math.max(slots, shipped.maxBatchedTokens())), OVERLOAD);
    }

    static TrueCapacity measure(EngineProfile engine, double overload) {
        ClosedLoop loop = new ClosedLoop(
                engine,
                new Router.LeastLoaded(),
                Duration.ofSeconds(90),
                1,
                Sizing.recommend(Sizing.by(engine.maxSequences(), 10, null, null)));
        loop.run(Traffic.constant(1, overload), END);
        List<Request> finished = loop.served.stream()
                .filter(served -> served.completion().lastToken().isAfter(at(WARM)))
                .map(served -> served.request())
                .toList();
        double tokens = finished.stream()
                .mapToLong(request -> request.promptTokens() + request.outputTokens())
                .sum();
        return new TrueCapacity(engine, finished.size() / (double) (END - WARM), tokens / (END - WARM));
    }

    int slots() {
        return engine.maxSequences();
    }
}
