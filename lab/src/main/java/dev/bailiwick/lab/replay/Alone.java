package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.Engine;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.Request;
import java.util.BitSet;

/**
 * Which requests miss the objective even on an idle replica of their own (research autoscaling-review 2). A longer
 * prompt or answer never makes a request faster, so the longest of both tells whether any has to be tried.
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
        if (misses(prompt, output)) {
            for (int request = 0; request < trace.requests(); request++) {
                infeasible.set(request, misses(trace.promptTokens(request), trace.outputTokens(request)));
            }
        }
        return infeasible;
    }

    /** Whether a request of these lengths misses although nothing else is there. */
    boolean misses(int promptTokens, int outputTokens) {
        boolean[] missed = {true};
        Engine idle = new Engine(
                engine,
                Nanos.START,
                answer -> missed[0] = objective.missed(
                        Nanos.since(answer.firstToken()),
                        Nanos.since(answer.firstToken()),
                        Nanos.since(answer.lastToken()),
                        outputTokens));
        Request request = new Request(0, promptTokens, outputTokens);
        if (idle.accepts(request)) {
            idle.submit(request, Nanos.START);
            for (long step = 1; idle.inFlight() > 0; step++) {
                idle.advanceTo(Nanos.instant(step * Nanos.MINUTE));
            }
        }
        return missed[0];
    }
}
