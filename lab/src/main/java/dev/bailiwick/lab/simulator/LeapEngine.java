package dev.bailiwick.lab.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One inference engine in virtual time that leaps over steps which differ only in the length of the KV cache. A leap
 * ends where a request arrives, finishes, is prefilled, admitted or preempted, and where the caller looks, so that
 * whatever is seen is what step after step would have shown (research autoscaling-review 7).
 *
 * <p>Times are whole nanoseconds since the engine's start, and what happens between two of them is seen at the second;
 * inside, steps are counted in picoseconds, in which the time of a leap is an exact sum. Not safe for use by several
 * threads at once.
 */
public final class LeapEngine {
    static final long PICOS = 1_000;

    private final EngineProfile profile;
    private final Answers answers;
    private final Scheduler scheduler;
    /** Requests that arrived while a step was under way; the scheduler sees them when it ends. */
    private final Deque<Sequence> inbox = new ArrayDeque<>();

    private EngineCounters counters;
    private long countedSince;
    private int live;
    private long now;
    private boolean stepping;
    private long stepBegin;
    private long stepEnd;
    private int running;
    private int waiting;
    private long kvUsed;
    private long composed;

    /** Gets what the engine answers. */
    @FunctionalInterface
    public interface Answers {

        /**
         * The last token of a request is there.
         *
         * @param id of the request
         * @param firstTokenAt when its first token was there, in nanoseconds since the engine's start
         * @param lastTokenAt when its last one was
         * @param preemptions how often it lost its KV cache on the way
         */
        void answered(long id, long firstTokenAt, long lastTokenAt, int preemptions);
    }

    /** An idle engine, which hands each request whose answer is complete to {@code answers}, in the order of time. */
    public LeapEngine(EngineProfile profile, Answers answers) {
        this(profile, answers, new EngineCounters());
    }

    private LeapEngine(EngineProfile profile, Answers answers, EngineCounters counters) {
        this.profile = profile;
        this.answers = answers;
        this.counters = counters;
        this.scheduler = new Scheduler(profile, counters);
    }

    private LeapEngine(LeapEngine other, Answers answers, EngineCounters counters) {
        this.profile = other.profile;
        this.answers = answers;
        this.counters = counters;
        this.scheduler = other.scheduler.copy(counters);
        other.inbox.forEach(sequence -> inbox.addLast(sequence.copy()));
        countedSince = other.countedSince;
        live = other.live;
        now = other.now;
        stepping = other.stepping;
        stepBegin = other.stepBegin;
        stepEnd = other.stepEnd;
        running = other.running;
        waiting = other.waiting;
        kvUsed = other.kvUsed;
        composed = other.composed;
    }

    /** An engine in the same state that goes its own way from here. */
    public LeapEngine copy(Answers answersOfCopy) {
        return new LeapEngine(this, answersOfCopy, counters.copy());
    }

    /**
     * Queues a request at a time that is not before the one reached.
     *
     * @param id by which it is answered and cut; not live here
     * @param promptTokens 1 or more; with the output it fits into the KV cache
     * @param outputTokens 1 or more
     * @param cachedTokens tokens at the head of the prompt that need no prefill, fewer than the prompt
     */
    public void submit(long id, int promptTokens, int outputTokens, int cachedTokens, long at) {
        enqueue(id, promptTokens, outputTokens, cachedTokens, at);
    }

    Sequence enqueue(long id, int promptTokens, int outputTokens, int cachedTokens, long at) {
        advanceTo(at);
        Sequence sequence = new Sequence(id, promptTokens, outputTokens, cachedTokens, now);
        inbox.addLast(sequence);
        live++;
        return sequence;
    }

    /** Forgets a request whose client went away; whether it was live. */
    public boolean cancel(long id, long at) {
        advanceTo(at);
        @Nullable Sequence found = find(id);
        if (found != null) {
            cut(found);
        }
        return found != null;
    }

    /** Forgets a request whose client went away for want of a first token; whether it was live and had none. */
    public boolean cancelBeforeFirstToken(long id, long at) {
        advanceTo(at);
        @Nullable Sequence found = find(id);
        return found != null && found.firstTokenAt < 0 && cancel(id, at);
    }

    /** Forgets a live request at the time reached; nothing is counted of it but what was counted already. */
    void cut(Sequence sequence) {
        if (!inbox.remove(sequence)) {
            scheduler.cancel(sequence);
        }
        live--;
        if (!stepping) {
            measure();
        }
    }

    /** Runs every step that ends by a time, which is not before the one reached. */
    public void advanceTo(long nanos) {
        long until = nanos * PICOS;
        if (until < now) {
            throw new IllegalArgumentException(nanos + " ns is before " + now + " ps, which is reached already");
        }
        while (stepping || begin(until)) {
            if (stepEnd > until) {
                break;
            }
            complete(inbox.isEmpty() ? steps(until) : 1);
        }
        now = until;
    }

    /** Requests in the batch as the page shows them, as of the end of the last step. */
    public int running() {
        return running;
    }

    /** Requests queued as the page shows them, without those that arrived during the step. */
    public int waiting() {
        return waiting;
    }

    /** Share of the KV cache's blocks in use, 0 to 1, as the page shows it. */
    public double kvUsage() {
        return kvUsed / (double) profile.usableBlocks();
    }

    /** Requests that are running or waiting at this very moment, whatever the page says. */
    public int inFlight() {
        return live;
    }

    /** Preemptions since the start, a reset of the counters notwithstanding. */
    public long preemptions() {
        return scheduler.preemptions();
    }

    /** Times that a step was composed, each for one leap or one step that could not be leapt over. */
    public long composed() {
        return composed;
    }

    /** From the next step on, steps cost this. */
    public void cost(StepCost changed) {
        scheduler.cost(changed);
    }

    /** Counts from zero, as a process does that starts anew, and goes on serving. */
    public void resetCounters() {
        counters = new EngineCounters();
        countedSince = now;
        scheduler.counters(counters);
    }

    /** When the counters began, in nanoseconds since the start. */
    public long countedSince() {
        return countedSince / PICOS;
    }

    /** Model and accelerator. */
    public EngineProfile profile() {
        return profile;
    }

    EngineCounters counters() {
        return counters;
    }

    int generated(Sequence sequence) {
        return scheduler.generated(sequence);
    }

    boolean stepping() {
        return stepping;
    }

    /** When the end of the step under way is seen. */
    long stepEnd() {
        return seen(stepEnd);
    }

    long now() {
        return now / PICOS;
    }

    private @Nullable Sequence find(long id) {
        @Nullable Sequence found = scheduler.find(id);
        for (Sequence sequence : inbox) {
            found = sequence.id == id ? sequence : found;
        }
        return found;
    }

    /** The first whole nanosecond at which something is over. */
    static long seen(long picos) {
        return Math.ceilDiv(picos, PICOS);
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
        stepBegin = now;
        stepEnd = now + scheduler.compose(now);
        stepping = true;
        composed++;
        return true;
    }

    /** How many steps like the one under way, itself included, end by {@code until}, of which at least one does. */
    private long steps(long until) {
        long alike = scheduler.alike();
        long time = until - stepBegin;
        if (alike == 1 || total(alike) <= time) {
            return alike;
        }
        double first = stepEnd - stepBegin;
        double growth = scheduler.growth();
        double half = first - growth / 2;
        double root = growth == 0 ? time / first : (Math.sqrt(half * half + 2 * growth * time) - half) / growth;
        long steps = Math.clamp((long) root, 1, alike);
        while (steps < alike && total(steps + 1) <= time) {
            steps++;
        }
        while (steps > 1 && total(steps) > time) {
            steps--;
        }
        return steps;
    }

    /** How long so many steps take, each a little longer than the one before. */
    private long total(long steps) {
        return steps * (stepEnd - stepBegin) + scheduler.growth() * (steps * (steps - 1) / 2);
    }

    private void complete(long steps) {
        now = steps == 1 ? stepEnd : stepBegin + total(steps);
        stepping = false;
        List<Sequence> finished = scheduler.complete(steps, now);
        measure();
        live -= finished.size();
        for (int i = 0; i < finished.size(); i++) {
            Sequence sequence = finished.get(i);
            answers.answered(
                    sequence.id, seen(sequence.firstTokenAt), seen(sequence.lastTokenAt), sequence.preemptions);
        }
    }

    private void measure() {
        running = scheduler.running();
        waiting = scheduler.waiting();
        kvUsed = scheduler.kvUsed();
    }
}
