package dev.bailiwick.lab.replay.causal;

import dev.bailiwick.lab.replay.RequestWork;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.Truth;
import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrives, in seconds of one replica. A request is worth what it adds to the cheapest steps ({@link RequestWork}), over
 * the share of such steps that a replica at the objective comes to: its capacity for the requests of the 15 minutes before
 * its minute, and of the last 200 where these are fewer. So the mean request of a mix is worth the inverse of what a replica
 * bears of it per second, and a heavy one more. What is known of a minute rests on what arrived before it alone.
 *
 * <p>Capacities are found anew where the mix has moved by a tenth of its mean lengths, or the engine has changed.
 */
final class Work {
    private static final int MINUTE = 60;
    private static final int WINDOW = 15 * MINUTE;
    private static final int LEAST_REQUESTS = 200;
    private static final double COARSE = StrictMath.log(1.1);
    /** By what a change of the prefix cache's hits is seen. */
    private static final int PROBE = 1_000;

    private final Truth truth;
    private final Trace trace;
    private final BitSet infeasible;
    private final MixCapacity mixes;
    private final Map<Key, Double> known = new HashMap<>();
    /** From the first minute on before which a request arrived. */
    private final List<Minute> minutes = new ArrayList<>();

    private int firstMinute;
    private final Flow flow;

    /** A mix by its mean lengths in coarse steps, on an engine as it is then. */
    private record Key(long prompt, long output, StepCost cost, int cached) {}

    /**
     * What is known at the beginning of a minute.
     *
     * @param price seconds of the cheapest steps that requests add
     * @param share part of a replica's time at the objective that such steps fill
     * @param mean seconds that a request of the mix adds on average
     */
    private record Minute(RequestWork price, double share, double mean) {}

    /** The work of a whole trace. */
    Work(Truth truth) {
        this.truth = truth;
        this.trace = truth.trace();
        this.infeasible = truth.infeasible();
        this.mixes = new MixCapacity(truth.objective());
        follow();
        this.flow = flowing();
    }

    /** Requests per second that a replica bears of the mix known at a second, or of the first one known. */
    double capacity(int second) {
        Minute minute = at(second);
        return minute.share() / minute.mean();
    }

    private Minute at(int second) {
        return minutes.get(Math.clamp(second / MINUTE - firstMinute, 0, minutes.size() - 1));
    }

    /** What arrives. */
    Flow flow() {
        return flow;
    }

    /** Mixes that were measured. */
    int measured() {
        return known.size();
    }

    private void follow() {
        int first = 0;
        int end = 0;
        int last = (int) (trace.seconds() / MINUTE) + 1;
        firstMinute = last + 1;
        for (int minute = 1; minute <= last; minute++) {
            while (end < trace.requests() && trace.atSeconds(end) < minute * MINUTE) {
                end++;
            }
            while (first < end && trace.atSeconds(first) < minute * MINUTE - WINDOW) {
                first++;
            }
            if (end > 0) {
                firstMinute = minutes.isEmpty() ? minute : firstMinute;
                minutes.add(minute(Math.min(first, Math.max(0, end - LEAST_REQUESTS)), end, minute * MINUTE));
            }
        }
    }

    private Minute minute(int from, int end, int second) {
        double prompts = 0;
        double cached = 0;
        double outputs = 0;
        for (int request = from; request < end; request++) {
            prompts += trace.promptTokens(request);
            cached += truth.cachedTokens(trace.promptTokens(request), second);
            outputs += trace.outputTokens(request);
        }
        int requests = end - from;
        EngineProfile engine = truth.engineAt(second);
        RequestWork price = RequestWork.of(engine, outputs - requests, prompts - cached);
        double sum = 0;
        for (int request = from; request < end; request++) {
            sum += seconds(price, request, second);
        }
        double mean = sum / requests;
        Key key = new Key(
                coarse(prompts / requests),
                coarse(outputs / requests),
                engine.stepCost(),
                truth.cachedTokens(PROBE, second));
        double share =
                known.computeIfAbsent(key, unknown -> mean * mixes.perSecond(engine, mix(from, end, second), 1 / mean));
        return new Minute(price, share, mean);
    }

    private double seconds(RequestWork price, int request, int second) {
        int prompt = trace.promptTokens(request);
        return price.seconds(prompt - truth.cachedTokens(prompt, second), trace.outputTokens(request));
    }

    private static long coarse(double mean) {
        return Math.round(StrictMath.log(mean) / COARSE);
    }

    private Mix mix(int from, int end, int second) {
        int[] prompts = new int[end - from];
        int[] outputs = new int[end - from];
        int[] cached = new int[end - from];
        for (int i = 0; i < prompts.length; i++) {
            prompts[i] = trace.promptTokens(from + i);
            outputs[i] = trace.outputTokens(from + i);
            cached[i] = truth.cachedTokens(prompts[i], second);
        }
        return new Mix(prompts, outputs, cached, infeasible.get(from, end));
    }

    private Flow flowing() {
        double[] perSecond = new double[(int) Math.ceil(trace.seconds()) + 1];
        for (int request = 0; request < trace.requests(); request++) {
            int second = (int) trace.atSeconds(request);
            Minute minute = at(second);
            perSecond[second] += seconds(minute.price(), request, second) / minute.share();
        }
        return new Flow(perSecond, firstMinute * MINUTE);
    }
}
