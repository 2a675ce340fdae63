package dev.bailiwick.lab.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One inference engine in virtual time, stepped from event to event: the same requests at the same times give the same
 * answers to the nanosecond. Not safe for use by several threads at once.
 */
public final class Engine {
    private final EngineProfile profile;
    private final Instant start;
    private final Consumer<Completion> completions;
    private final EngineCounters counters = new EngineCounters();
    private final Scheduler scheduler;
    private final Map<Long, Sequence> live = new HashMap<>();
    /** Requests that arrived while a step was under way; the scheduler sees them when it ends. */
    private final Deque<Sequence> inbox = new ArrayDeque<>();

    private long now;
    private long stepEnd;
    private @Nullable Step step;
    private Gauges gauges = new Gauges(0, 0, 0);

    /**
     * An idle engine.
     *
     * @param profile model and accelerator
     * @param start when it begins to serve
     * @param completions gets each request whose answer is complete, in the order of time
     */
    public Engine(EngineProfile profile, Instant start, Consumer<Completion> completions) {
        this.profile = profile;
        this.start = start;
        this.completions = completions;
        this.scheduler = new Scheduler(profile, counters);
    }

    /** Whether the engine could ever answer the request: its prompt and its output must fit into the KV cache. */
    public boolean accepts(Request request) {
        return (long) request.promptTokens() + request.outputTokens()
                <= profile.kvBlocks() * EngineProfile.BLOCK_TOKENS;
    }

    /**
     * Queues a request.
     *
     * @param request one that the engine accepts, with an id that is not live here
     * @param at when it arrives; not before the time reached
     * @throws IllegalArgumentException when it is not accepted, is live already, or lies in the past
     */
    public void submit(Request request, Instant at) {
        if (!accepts(request)) {
            throw new IllegalArgumentException(request + " does not fit into the KV cache of " + profile.name());
        }
        advanceTo(at);
        Sequence sequence = new Sequence(request, now);
        if (live.putIfAbsent(request.id(), sequence) != null) {
            throw new IllegalArgumentException("request " + request.id() + " is live already");
        }
        inbox.addLast(sequence);
    }

    /**
     * Forgets a request whose client went away; nothing is counted of it but a prompt already prefilled and tokens
     * already given.
     *
     * @return whether it was live
     */
    public boolean cancel(long id, Instant at) {
        advanceTo(at);
        @Nullable Sequence sequence = live.remove(id);
        if (sequence == null) {
            return false;
        }
        if (!inbox.remove(sequence)) {
            scheduler.cancel(sequence);
        }
        if (step == null) {
            gauges = measure();
        } else {
            step.chunks().removeIf(chunk -> chunk.sequence() == sequence);
        }
        return true;
    }

    /**
     * Runs every step that ends by {@code instant}.
     *
     * @throws IllegalArgumentException when it lies in the past
     */
    public void advanceTo(Instant instant) {
        long until = nanos(instant);
        if (until < now) {
            throw new IllegalArgumentException(instant + " is before " + instant(now) + ", which is reached already");
        }
        while (true) {
            if (step == null && !begin(until)) {
                break;
            }
            if (step == null || stepEnd > until) {
                break;
            }
            complete(step);
        }
        now = until;
    }

    /** The gauges of the page. */
    public Gauges gauges() {
        return gauges;
    }

    /** Requests that are running or waiting at this very moment, whatever the page says. */
    public int inFlight() {
        return live.size();
    }

    /** Preemptions since its start, as the page counts them. */
    public long preemptions() {
        return counters.preemptions;
    }

    /** The requests of {@link #inFlight}, by their ids. */
    public List<Request> live() {
        return live.values().stream()
                .map(sequence -> sequence.request)
                .sorted(Comparator.comparingLong(Request::id))
                .toList();
    }

    /** Tokens of a request's answer that are there at the time reached; 0 for one that is not live. */
    public int tokens(long id) {
        @Nullable Sequence sequence = live.get(id);
        return sequence == null ? 0 : scheduler.generated(sequence);
    }

    /** When the step under way ends, until which nothing changes by itself; empty without one. */
    public Optional<Instant> stepEnd() {
        return step == null ? Optional.empty() : Optional.of(instant(stepEnd));
    }

    /** When the engine began to serve. */
    public Instant start() {
        return start;
    }

    /** The time reached. */
    public Instant now() {
        return instant(now);
    }

    /** Model and accelerator. */
    public EngineProfile profile() {
        return profile;
    }

    EngineCounters counters() {
        return counters;
    }

    /** Begins a step at the present moment if there is work and time before {@code until}. */
    private boolean begin(long until) {
        if (now >= until) {
            return false;
        }
        while (!inbox.isEmpty()) {
            scheduler.enqueue(inbox.removeFirst());
        }
        if (!scheduler.hasWork()) {
            return false;
        }
        step = scheduler.compose(now);
        stepEnd = now + step.nanos();
        return true;
    }

    private void complete(Step ended) {
        now = stepEnd;
        step = null;
        List<Sequence> finished = scheduler.complete(ended, now);
        gauges = measure();
        for (Sequence sequence : finished) {
            live.remove(sequence.request.id());
            completions.accept(new Completion(
                    sequence.request,
                    instant(sequence.submittedAt),
                    instant(sequence.firstTokenAt),
                    instant(sequence.lastTokenAt),
                    sequence.preemptions));
        }
    }

    private Gauges measure() {
        double capacity = profile.kvBlocks() * (double) EngineProfile.BLOCK_TOKENS;
        return new Gauges(scheduler.running(), scheduler.waiting(), scheduler.kvUsed() / capacity);
    }

    private long nanos(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    private Instant instant(long nanos) {
        return start.plusNanos(nanos);
    }
}
