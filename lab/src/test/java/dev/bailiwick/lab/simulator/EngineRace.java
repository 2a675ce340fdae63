package dev.bailiwick.lab.simulator;

import dev.bailiwick.lab.replay.Trace;
import java.util.Locale;

/** The same requests on one engine by leaps, by the same engine step by step, and by the naive one, in one run. */
public final class EngineRace {
    private final EngineProfile profile;
    private final Trace trace;
    private long answered;

    /** A race over requests that one engine of this kind bears. */
    public EngineRace(EngineProfile profile, Trace trace) {
        this.profile = profile;
        this.trace = trace;
    }

    /** Runs each of them twice and prints the second. */
    public void run() {
        for (int round = 0; round < 2; round++) {
            answered = 0;
            NaiveEngine naive = new NaiveEngine(profile, (id, first, last, preemptions) -> answered++);
            long began = System.nanoTime();
            for (int i = 0; i < trace.requests(); i++) {
                naive.submit(i, trace.promptTokens(i), trace.outputTokens(i), 0, at(i));
            }
            naive.advanceTo(at(trace.requests() - 1) + 600_000_000_000L);
            print(round, "naive", began, naive.steps);
            leap(round, "step by step", naive.steps, true);
            leap(round, "by leaps", naive.steps, false);
        }
    }

    private void leap(int round, String name, long steps, boolean stepwise) {
        answered = 0;
        LeapEngine engine = new LeapEngine(profile, (id, first, last, preemptions) -> answered++);
        long began = System.nanoTime();
        for (int i = 0; i < trace.requests(); i++) {
            advance(engine, at(i), stepwise);
            engine.submit(i, trace.promptTokens(i), trace.outputTokens(i), 0, at(i));
        }
        advance(engine, at(trace.requests() - 1) + 600_000_000_000L, stepwise);
        print(round, name, began, steps);
    }

    private static void advance(LeapEngine engine, long until, boolean stepwise) {
        if (stepwise) {
            engine.advanceTo(Math.min(until, engine.now() + 1));
        }
        while (stepwise && engine.stepping() && engine.stepEnd() <= until) {
            engine.advanceTo(engine.stepEnd());
            engine.advanceTo(Math.min(until, engine.now() + 1));
        }
        engine.advanceTo(until);
    }

    private void print(int round, String name, long began, long steps) {
        double seconds = (System.nanoTime() - began) / 1e9;
        if (round == 1) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d requests in %.2f s, %,.0f requests/s, %,.0f steps/s%n",
                    name,
                    answered,
                    seconds,
                    answered / seconds,
                    steps / seconds);
        }
    }

    private long at(int request) {
        return Math.round(trace.atSeconds(request) * 1e9);
    }
}
