package dev.bailiwick.sandbox.load;

import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.lab.simulator.Request;
import dev.bailiwick.sandbox.engines.EngineHall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a plan as their times come, from the first Ready on, and keeps book of what became of them. It
 * stops by itself: when all is answered, or two minutes after the last request.
 */
public final class LoadDriver implements Runnable {
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(20);
    /** Ids are unique over all loads of a process, since engines tell them apart by nothing else. */
    private static final AtomicLong IDS = new AtomicLong();

    private final LoadPlan plan;
    private final EngineHall hall;
    private final InstantSource clock;
    private final List<Arrival> schedule;
    private final ClientLog log;
    private final Random random;
    private final Deque<Request> unbound = new ArrayDeque<>();
    private volatile String state = "waiting";
    private volatile @Nullable Instant began;
    private volatile boolean stopped;

    /** Reads the whole plan, so that a bad trace is known before anything is sent. */
    public LoadDriver(LoadPlan plan, EngineHall hall, InstantSource clock) {
        this.plan = plan;
        this.hall = hall;
        this.clock = clock;
        this.schedule = Schedule.of(plan);
        this.log = new ClientLog(plan.objectives());
        this.random = new Random(plan.seed() + 1);
    }

    public void stop() {
        stopped = true;
    }

    /** What the clients have felt so far. */
    public LoadReport report() {
        var now = clock.instant();
        var start = began;
        var elapsed = start == null ? 0 : Duration.between(start, now).toMillis() / 1000.0;
        return log.report(state, elapsed, schedule.size(), now);
    }

    @Override
    public void run() {
        hall.join(log);
        try {
            while (!stopped && !hall.serves(plan.deployment())) {
                Thread.sleep(STEP);
            }
            var start = clock.instant();
            began = start;
            state = "running";
            send(start);
            state = "finishing";
            finish(clock.instant().plus(LONGEST_END));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            log.giveUp();
            state = "done";
            hall.leave(log);
        }
    }

    private void send(Instant start) throws InterruptedException {
        for (var arrival : schedule) {
            var due = start.plusNanos((long) (arrival.atSeconds() * 1e9));
            while (!stopped && clock.instant().isBefore(due)) {
                step();
                var left = Duration.between(clock.instant(), due);
                Thread.sleep(left.compareTo(STEP) < 0 ? left.isNegative() ? Duration.ZERO : left : STEP);
            }
            if (stopped) {
                return;
            }
            var request = new Request(IDS.incrementAndGet(), arrival.promptTokens(), arrival.outputTokens());
            log.sent(request, clock.instant());
            unbound.addLast(request);
            bind();
        }
    }

    private void finish(Instant deadline) throws InterruptedException {
        while (!stopped && log.unanswered() > 0 && clock.instant().isBefore(deadline)) {
            step();
            Thread.sleep(STEP);
        }
    }

    private void step() {
        hall.advanceTo(clock.instant());
        bind();
    }

    /** Without a pod in service, clients wait and try again; with one, each request is bound for good. */
    private void bind() {
        while (!unbound.isEmpty() && hall.serves(plan.deployment())) {
            var request = unbound.removeFirst();
            if (!hall.submit(plan.deployment(), request, clock.instant(), plan.routing(), random)) {
                log.refused(request);
            }
        }
    }
}
