package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.LeapEngine;
import java.util.BitSet;

/**
 * Which requests miss the objective even on an idle replica of their own (research autoscaling-review 2). A longer
 * prompt or answer never makes a request faster, so the longest prompt that is in time with the longest answer tells which
 * have to be tried.
 */
final class Alone {
    private final EngineProfile engine;
    private final Objective objective;

    Alone(EngineProfile engine, Objective objective) {
        this.engine = engine;
        this.objective = objective;
    }

    /** The requests of a trace that no policy can serve in time, by their numbers. */
    BitSet infeasible(Trace trace) {
        BitSet infeasible = new BitSet();
        int prompt = 1;
        int output = 1;
        for (int request = 0; request < trace.requests(); request++) {
            prompt = Math.max(prompt, trace.promptTokens(request));
            output = Math.max(output, trace.outputTokens(request));
        }
        int safe = safePrompt(prompt, output);
        for (int request = 0; request < trace.requests(); request++) {
            if (trace.promptTokens(request) > safe) {
                infeasible.set(request, misses(trace.promptTokens(request), trace.outputTokens(request)));
            }
        }
        return infeasible;
    }

    /** The longest prompt up to one that is in time with an answer; 0 when none is. */
    private int safePrompt(int longest, int outputTokens) {
        int safe = 0;
        int above = longest + 1;
        while (above - safe > 1) {
            // The longest comes first: mostly it is in time, and nothing is to be looked for.
            int tried = above > longest ? longest : (safe + above) >>> 1;
            if (misses(tried, outputTokens)) {
                above = tried;
            } else {
                safe = tried;
            }
        }
        return safe;
    }

    /** Whether a request of these lengths misses although nothing else is there. */
    boolean misses(int promptTokens, int outputTokens) {
        boolean[] missed = {true};
        if (engine.holds(promptTokens, outputTokens)) {
            LeapEngine idle = new LeapEngine(
                    engine,
                    (id, firstTokenAt, lastTokenAt, preemptions) ->
                            missed[0] = objective.missed(firstTokenAt, firstTokenAt, lastTokenAt, outputTokens));
            idle.submit(0, promptTokens, outputTokens, 0, 0);
            for (long minutes = 1; idle.inFlight() > 0; minutes++) {
                idle.advanceTo(minutes * Nanos.MINUTE);
            }
        }
        return missed[0];
    }
}
