package dev.bailiwick.sandbox.pod;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.Engine;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.MetricsPage;
import dev.bailiwick.lab.simulator.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The simulator's engine in real time: a thread of its own steps it as the clock goes and hands each token to its
 * stream. All methods may be called by any thread; time never runs backwards.
 */
final class LiveEngine implements AutoCloseable {
    private static final long MILLION = 1_000_000;

    private final InstantSource clock;
    private final Engine engine;
    private final Map<Long, TokenStream> streams = new HashMap<>();
    private long ids;
    private boolean closed;

    /** An idle engine that serves from now on. */
    LiveEngine(EngineProfile profile, InstantSource clock) {
        this.clock = clock;
        this.engine = new Engine(profile, clock.instant(), this::complete);
        Thread.ofPlatform().daemon().name("engine").start(this::pace);
    }

    /** Queues a request; empty when its prompt and answer can never fit into the KV cache. */
    synchronized Optional<TokenStream> submit(int promptTokens, int outputTokens) {
        var request = new Request(++ids, promptTokens, outputTokens);
        if (!engine.accepts(request)) {
            return Optional.empty();
        }
        var stream = new TokenStream(request.id(), outputTokens);
        engine.submit(request, now());
        streams.put(request.id(), stream);
        notifyAll();
        return Optional.of(stream);
    }

    /** Forgets a request whose client went away; one that is complete is none any more. */
    synchronized void cancel(TokenStream stream) {
        engine.cancel(stream.id(), now());
        streams.remove(stream.id());
        notifyAll();
    }

    /** The metrics page as of now. */
    synchronized byte[] page(String servedName) {
        engine.advanceTo(now());
        return MetricsPage.write(engine, servedName);
    }

    /** Requests that are running or waiting now. */
    synchronized int inFlight() {
        engine.advanceTo(now());
        return engine.inFlight();
    }

    private synchronized void pace() {
        try {
            while (!closed) {
                engine.advanceTo(now());
                streams.values().forEach(stream -> stream.reached(engine.tokens(stream.id())));
                if (engine.inFlight() == 0) {
                    wait();
                } else {
                    wait(millisToStepEnd());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A step begins only once the clock has moved past the arrival that it begins with, so look again soon. */
    private long millisToStepEnd() {
        return engine.stepEnd()
                .map(end -> Math.max(
                        1, Math.ceilDiv(Duration.between(engine.now(), end).toNanos(), MILLION)))
                .orElse(1L);
    }

    private void complete(Completion completion) {
        var stream = streams.remove(completion.request().id());
        if (stream != null) {
            stream.reached(stream.outputTokens());
        }
    }

    /** The clock of a machine can be set back; the engine's cannot. */
    private Instant now() {
        var instant = clock.instant();
        return instant.isBefore(engine.now()) ? engine.now() : instant;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
