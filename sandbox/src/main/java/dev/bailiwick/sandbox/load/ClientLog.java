package dev.bailiwick.sandbox.load;

import dev.bailiwick.lab.simulator.Completion;
import dev.bailiwick.lab.simulator.Request;
import dev.bailiwick.sandbox.engines.EngineHall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of each request of one load. A request misses when its first token is late, its mean time per further
 * token is late, its pod went away, no engine can hold it, or it is unanswered although its time is over.
 */
final class ClientLog implements EngineHall.Clients {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LoadPlan.Objectives objectives;
    private final Map<Long, Sent> open = new HashMap<>();
    private final List<Double> firstTokens = new ArrayList<>();
    private final List<Double> perTokens = new ArrayList<>();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private final Deque<Instant> arrivals = new ArrayDeque<>();
    private long sent;
    private long answered;
    private long cut;
    private long met;
    private long missed;

    /** Requests that are unanswered although their time is over; they have been counted as missed. */
    private final Set<Long> late = new HashSet<>();

    private record Sent(Instant at, Instant lastMoment) {}

    private record Recent(Instant at, double firstToken) {}

    ClientLog(LoadPlan.Objectives objectives) {
        this.objectives = objectives;
    }

    synchronized void sent(Request request, Instant at) {
        sent++;
        arrivals.addLast(at);
        var longest = objectives
                .timeToFirstToken()
                .plus(objectives.timePerOutputToken().multipliedBy(request.outputTokens() - 1L));
        open.put(request.id(), new Sent(at, at.plus(longest)));
    }

    /** No engine can hold the request. */
    synchronized void refused(Request request) {
        if (open.remove(request.id()) != null) {
            missed += late.remove(request.id()) ? 0 : 1;
        }
    }

    @Override
    public synchronized void answered(Completion completion) {
        var request = open.remove(completion.request().id());
        if (request == null) {
            return;
        }
        answered++;
        var first = seconds(Duration.between(request.at(), completion.firstToken()));
        var gaps = completion.request().outputTokens() - 1;
        var each = gaps == 0 ? 0 : seconds(Duration.between(completion.firstToken(), completion.lastToken())) / gaps;
        firstTokens.add(first);
        if (gaps > 0) {
            perTokens.add(each);
        }
        recent.addLast(new Recent(completion.lastToken(), first));
        // A report may run ahead of the engines, which are stepped now and then: what it took for late can have been in
        // time.
        missed -= late.remove(completion.request().id()) ? 1 : 0;
        if (first <= seconds(objectives.timeToFirstToken()) && each <= seconds(objectives.timePerOutputToken())) {
            met++;
        } else {
            missed++;
        }
    }

    @Override
    public synchronized void cut(Request request) {
        var known = open.remove(request.id());
        if (known != null) {
            cut++;
            missed += late.remove(request.id()) ? 0 : 1;
        }
    }

    synchronized int unanswered() {
        return open.size();
    }

    /** What is unanswered at the end of the run has missed. */
    synchronized void giveUp() {
        missed += open.keySet().stream().filter(id -> !late.contains(id)).count();
        open.clear();
    }

    synchronized LoadReport report(String state, double elapsed, long planned, Instant now) {
        open.forEach((id, request) -> {
            if (now.isAfter(request.lastMoment()) && late.add(id)) {
                missed++;
            }
        });
        while (!recent.isEmpty() && recent.getFirst().at().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        while (!arrivals.isEmpty() && arrivals.getFirst().isBefore(now.minusSeconds(10))) {
            arrivals.removeFirst();
        }
        return new LoadReport(
                state,
                elapsed,
                planned,
                sent,
                answered,
                cut,
                missed,
                met + missed == 0 ? Double.NaN : (double) met / (met + missed),
                quantile(firstTokens, 0.5),
                quantile(recent.stream().map(Recent::firstToken).toList(), 0.95),
                quantile(firstTokens, 0.95),
                quantile(perTokens, 0.95),
                arrivals.size() / 10.0);
    }

    private static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(share * sorted.length) - 1)];
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
