package dev.bailiwick.lab.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The engine of {@link LeapEngine} without a leap: every step is composed, costed and booked, every sequence looked at in
 * each of them. Written apart from it, to be compared with.
 */
final class NaiveEngine {
    private final EngineProfile profile;
    private final LeapEngine.Answers answers;
    private final long capacity;
    private final Deque<Task> inbox = new ArrayDeque<>();
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final SequencedSet<Task> running = new LinkedHashSet<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Task> decoding = new ArrayList<>();
    private long now;
    private long stepEnd = -1;
    private long stepPicos;
    /** What began with the step under way: queried, hit, preempted. */
    private final long[] begun = new long[3];

    long steps;
    long promptTokens;
    long cachedTokens;
    long generationTokens;
    long preemptions;
    long queriedTokens;
    long hitTokens;
    long finished;
    long iterations;
    long iterationTokens;
    double interTokenSeconds;
    final long[] interTokenBuckets;
    private final double[] edges;
    int shownRunning;
    int shownWaiting;
    double shownKv;

    private record Chunk(Task task, int tokens) {}

    private static final class Task {
        final long id;
        final int prompt;
        final int output;
        final int cached;
        long firstTokenAt;
        long lastTokenAt;
        int preemptions;
        int generated;
        int target;
        int prefilled;
        int kv;
        boolean lookedUp;

        Task(long id, int prompt, int output, int cached) {
            this.id = id;
            this.prompt = prompt;
            this.output = output;
            this.cached = cached;
            this.target = prompt;
            this.prefilled = cached;
        }
    }

    NaiveEngine(EngineProfile profile, LeapEngine.Answers answers) {
        this.profile = profile;
        this.answers = answers;
        this.capacity = profile.kvBlocks() - 1;
        this.edges = new EngineCounters().interTokenLatency.upperEdges();
        this.interTokenBuckets = new long[edges.length + 1];
    }

    void submit(long id, int prompt, int output, int cached, long at) {
        advanceTo(at);
        inbox.addLast(new Task(id, prompt, output, cached));
    }

    void cancel(long id, long at) {
        advanceTo(at);
        inbox.removeIf(task -> task.id == id);
        waiting.removeIf(task -> task.id == id);
        running.removeIf(task -> task.id == id);
        decoding.removeIf(task -> task.id == id);
        chunks.removeIf(chunk -> chunk.task().id == id);
        if (stepEnd < 0) {
            show();
        }
    }

    void advanceTo(long nanos) {
        long until = nanos * LeapEngine.PICOS;
        while (true) {
            if (stepEnd < 0 && (now >= until || !compose())) {
                break;
            }
            if (stepEnd > until) {
                break;
            }
            complete();
        }
        now = until;
    }

    int inFlight() {
        return inbox.size() + waiting.size() + running.size();
    }

    private long kvUsed() {
        return running.stream().mapToLong(task -> blocks(task.kv)).sum();
    }

    private long blocks(int tokens) {
        return Math.ceilDiv((long) tokens, profile.blockTokens());
    }

    /** Blocks that are lacking for the next token of those that decode. */
    private long lacking() {
        return running.stream()
                .filter(task -> task.prefilled == task.target)
                .mapToLong(task -> blocks(task.kv + 1) - blocks(task.kv))
                .sum();
    }

    private boolean compose() {
        waiting.addAll(inbox);
        inbox.clear();
        if (running.isEmpty() && waiting.isEmpty()) {
            return false;
        }
        boolean preempted = false;
        while (kvUsed() + lacking() > capacity) {
            preempt(running.removeLast());
            preempted = true;
        }
        chunks.clear();
        decoding.clear();
        running.stream().filter(task -> task.prefilled == task.target).forEach(decoding::add);
        int budget = profile.maxBatchedTokens() - decoding.size();
        for (Task task : running) {
            if (task.prefilled < task.target && budget > 0) {
                budget -= chunk(task, budget);
            }
        }
        while (!preempted
                && budget > 0
                && !waiting.isEmpty()
                && running.size() < profile.maxSequences()
                && kvUsed() + lacking() + blocks(waiting.getFirst().target) <= capacity) {
            Task task = waiting.removeFirst();
            begun[0] += task.lookedUp ? 0 : task.prompt;
            begun[1] += task.lookedUp ? 0 : task.cached;
            task.lookedUp = true;
            task.kv = task.target;
            running.add(task);
            budget -= chunk(task, budget);
        }
        long prefill = chunks.stream().mapToLong(Chunk::tokens).sum();
        double pairs = 0;
        for (Chunk chunk : chunks) {
            pairs += chunk.tokens() * (chunk.task().prefilled + chunk.tokens() / 2.0);
        }
        long kv = decoding.stream().mapToLong(task -> task.kv).sum();
        stepPicos = profile.stepCost().picos(running.size(), decoding.size(), prefill, kv, pairs);
        stepEnd = now + stepPicos;
        return true;
    }

    private void preempt(Task task) {
        if (task.prefilled == task.target) {
            task.lastTokenAt = now;
        }
        task.target = task.prompt + task.generated;
        task.prefilled = task.cached;
        task.kv = 0;
        task.preemptions++;
        begun[2]++;
        waiting.addFirst(task);
    }

    private int chunk(Task task, int budget) {
        int tokens = Math.min(budget, task.target - task.prefilled);
        chunks.add(new Chunk(task, tokens));
        return tokens;
    }

    private void complete() {
        now = stepEnd;
        stepEnd = -1;
        steps++;
        queriedTokens += begun[0];
        hitTokens += begun[1];
        preemptions += begun[2];
        Arrays.fill(begun, 0);
        long tokens = 0;
        List<Task> done = new ArrayList<>();
        for (Task task : decoding) {
            task.kv++;
            tokens += token(task, stepPicos, done);
        }
        for (Chunk chunk : chunks) {
            Task task = chunk.task();
            task.prefilled += chunk.tokens();
            if (task.prefilled == task.target) {
                tokens += task.generated == 0 ? first(task, done) : token(task, now - task.lastTokenAt, done);
            }
        }
        if (tokens > 0) {
            iterations++;
            iterationTokens += tokens;
        }
        running.removeAll(done);
        show();
        done.sort(Comparator.comparingLong(task -> task.id));
        for (Task task : done) {
            finished++;
            answers.answered(
                    task.id, LeapEngine.seen(task.firstTokenAt), LeapEngine.seen(task.lastTokenAt), task.preemptions);
        }
    }

    private long first(Task task, List<Task> done) {
        task.firstTokenAt = now;
        promptTokens += task.prompt;
        cachedTokens += task.cached;
        return generate(task, done) + task.prompt - task.cached;
    }

    private long token(Task task, long picosSinceLast, List<Task> done) {
        double seconds = picosSinceLast / 1e12;
        int bucket = 0;
        while (bucket < edges.length && seconds > edges[bucket]) {
            bucket++;
        }
        interTokenBuckets[bucket]++;
        interTokenSeconds += seconds;
        return generate(task, done);
    }

    private long generate(Task task, List<Task> done) {
        task.generated++;
        task.lastTokenAt = now;
        generationTokens++;
        if (task.generated == task.output) {
            done.add(task);
        }
        return 1L;
    }

    private void show() {
        shownRunning = running.size();
        shownWaiting = waiting.size();
        shownKv = kvUsed() / (double) capacity;
    }
}
