package dev.bailiwick.sandbox.load;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends a plan's requests over HTTP from the first ready engine on, and keeps book of what became of them. It stops by
 * itself: when all is answered, or two minutes after the last request.
 */
final class HttpLoad {
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);
    /** A sender against a broken server would else fill its log. */
    private static final int MOST_REASONS = 20;

    private final SendPlan plan;
    private final InstantSource clock;
    private final Consumer<String> words;
    private final HttpCaller caller;
    private final ClientLog log;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong reasons = new AtomicLong();
    private volatile String state = "waiting";
    private volatile Instant began;

    /** @param words takes lines for a person to read */
    HttpLoad(SendPlan plan, InstantSource clock, Consumer<String> words) {
        this.plan = plan;
        this.clock = clock;
        this.words = words;
        this.caller = new HttpCaller(plan, clock);
        this.log = new ClientLog(plan.objectives());
        this.began = clock.instant();
    }

    /** Sends everything; returns what the clients have felt. */
    SendReport run() throws InterruptedException {
        words.accept("waiting for a ready engine at " + plan.url());
        if (!caller.awaitReady()) {
            words.accept("no engine was ready within " + plan.patience().toSeconds() + " s");
            failed.incrementAndGet();
            state = "done";
            return report();
        }
        began = clock.instant();
        state = "running";
        var clients = Executors.newVirtualThreadPerTaskExecutor();
        var progress = Thread.ofVirtual().start(this::tellProgress);
        try {
            send(clients);
            state = "finishing";
            clients.shutdown();
            clients.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            progress.interrupt();
            state = "done";
            failed.addAndGet(log.unanswered());
            log.giveUp();
            clients.shutdownNow();
        }
        return report();
    }

    private void send(ExecutorService clients) throws InterruptedException {
        var end = began.plus(plan.length());
        for (var stream = 0; stream < plan.concurrency(); stream++) {
            clients.execute(() -> repeat(end));
        }
        for (var arrival : plan.arrivals()) {
            sleepUntil(began.plusNanos((long) (arrival.atSeconds() * 1e9)));
            var size = new SendPlan.Size(arrival.promptTokens(), arrival.outputTokens());
            clients.execute(() -> call(size));
        }
        sleepUntil(end);
    }

    private void sleepUntil(Instant instant) throws InterruptedException {
        var left = Duration.between(clock.instant(), instant);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    private void repeat(Instant end) {
        while (clock.instant().isBefore(end) && call(plan.each())) {
            // The call is all there is to do.
        }
    }

    /** Makes one request; returns whether another one has a chance. */
    private boolean call(SendPlan.Size size) {
        var request = new Request(ids.incrementAndGet(), size.promptTokens(), size.outputTokens());
        var sent = clock.instant();
        log.sent(request, sent);
        try {
            switch (caller.call(size)) {
                case HttpCaller.Answered(StreamReader.Whole(var first, var last, var tokens)) ->
                    log.answered(new Completion(
                            new Request(request.id(), size.promptTokens(), tokens), sent, first, last, 0));
                case HttpCaller.Answered(StreamReader.Cut(var reason)) -> {
                    log.cut(request);
                    tell("cut", request, reason);
                }
                case HttpCaller.Refused(var reason) -> {
                    log.refused(request);
                    refused.incrementAndGet();
                    tell("refused", request, reason);
                }
                case HttpCaller.Failed(var reason) -> {
                    log.refused(request);
                    failed.incrementAndGet();
                    tell("failed", request, reason);
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(String outcome, Request request, String reason) {
        if (!state.equals("done") && reasons.incrementAndGet() <= MOST_REASONS) {
            words.accept(outcome + ": request " + request.id() + ", " + reason);
        }
    }

    private SendReport report() {
        var now = clock.instant();
        var elapsed = Duration.between(began, now).toMillis() / 1000.0;
        var planned = plan.concurrency() > 0 ? ids.get() : plan.arrivals().size();
        return new SendReport(log.report(state, elapsed, planned, now), refused.get(), failed.get(), caller.retried());
    }

    private void tellProgress() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_WORDS);
                words.accept(SendWords.progress(report()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
