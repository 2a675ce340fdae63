package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LeapEngine} by the calendar: the same requests at the same times give the same answers to the nanosecond. Not
 * safe for use by several threads at once.
 */
public final class Engine {
    private final Instant start;
    private final Consumer<Completion> completions;
    private final LeapEngine engine;
    private final Map<Long, Live> live = new HashMap<>();

    private record Live(Request request, Sequence sequence, Instant submitted) {}

    /**
     * An idle engine.
     *
     * @param profile model and accelerator
     * @param start when it begins to serve
     * @param completions gets each request whose answer is complete, in the order of time
     */
    public Engine(EngineProfile profile, Instant start, Consumer<Completion> completions) {
        this.start = start;
        this.completions = completions;
        this.engine = new LeapEngine(profile, this::answered);
    }

    /** Whether the engine could ever answer the request: its prompt and its output must fit into the KV cache. */
    public boolean accepts(Request request) {
        return profile().holds(request.promptTokens(), request.outputTokens());
    }

    /**
     * Queues a request.
     *
     * @param request one that the engine accepts, with an id that is not live here
     * @param at when it arrives; not before the time reached
     * @throws IllegalArgumentException when it is not accepted, is live already, or lies in the past
     */
    public void submit(Request request, Instant at) {
        submit(request, 0, at);
    }

    /** The same of a request of whose prompt the prefix cache holds so many tokens, fewer than the prompt has. */
    void submit(Request request, int cachedTokens, Instant at) {
        if (!accepts(request)) {
            throw new IllegalArgumentException(
                    request + " does not fit into the KV cache of " + profile().name());
        }
        advanceTo(at);
        if (live.containsKey(request.id())) {
            throw new IllegalArgumentException("request " + request.id() + " is live already");
        }
        Sequence sequence =
                engine.enqueue(request.id(), request.promptTokens(), request.outputTokens(), cachedTokens, nanos(at));
        live.put(request.id(), new Live(request, sequence, at));
    }

    /**
     * Forgets a request whose client went away; nothing is counted of it but a prompt already prefilled and tokens
     * already given.
     *
     * @return whether it was live
     */
    public boolean cancel(long id, Instant at) {
        advanceTo(at);
        @Nullable Live found = live.remove(id);
        if (found == null) {
            return false;
        }
        engine.cut(found.sequence());
        return true;
    }

    /**
     * Runs every step that ends by {@code instant}.
     *
     * @throws IllegalArgumentException when it lies in the past
     */
    public void advanceTo(Instant instant) {
        if (instant.isBefore(now())) {
            throw new IllegalArgumentException(instant + " is before " + now() + ", which is reached already");
        }
        engine.advanceTo(nanos(instant));
    }

    /** The gauges of the page. */
    public Gauges gauges() {
        return new Gauges(engine.running(), engine.waiting(), engine.kvUsage());
    }

    /** Requests that are running or waiting at this very moment, whatever the page says. */
    public int inFlight() {
        return live.size();
    }

    /** The requests of {@link #inFlight}, by their ids. */
    public List<Request> live() {
        return live.values().stream()
                .map(Live::request)
                .sorted(Comparator.comparingLong(Request::id))
                .toList();
    }

    /** Tokens of a request's answer that are there at the time reached; 0 for one that is not live. */
    public int tokens(long id) {
        @Nullable Live found = live.get(id);
        return found == null ? 0 : engine.generated(found.sequence());
    }

    /** When the step under way ends, until which nothing changes by itself; empty without one. */
    public Optional<Instant> stepEnd() {
        return engine.stepping() ? Optional.of(instant(engine.stepEnd())) : Optional.empty();
    }

    /** When the engine began to serve. */
    public Instant start() {
        return start;
    }

    /** The time reached. */
    public Instant now() {
        return instant(engine.now());
    }

    /** Model and accelerator. */
    public EngineProfile profile() {
        return engine.profile();
    }

    LeapEngine leaping() {
        return engine;
    }

    EngineCounters counters() {
        return engine.counters();
    }

    private void answered(long id, long firstTokenAt, long lastTokenAt, int preemptions) {
        @Nullable Live answered = live.remove(id);
        if (answered != null) {
            completions.accept(new Completion(
                    answered.request(),
                    answered.submitted(),
                    instant(firstTokenAt),
                    instant(lastTokenAt),
                    preemptions));
        }
    }

    private long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    private Instant instant(long nanos) {
        return start.plusNanos(nanos);
    }
}
