package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;

/** The sweep that profiles an engine before a deployment: steps over a grid of prefill tokens and KV cache in use. */
final class DynamoSweep {
    private static final int PARTS = 4;
    private static final double CONTEXT = 1_024;
    private static final double MILLIS = 1_000;

    private DynamoSweep() {}

    /** Feeds what the profiled engine takes. */
    static void feed(DynamoRegression regression, EngineProfile engine) {
        for (int prefillPart = 0; prefillPart <= PARTS; prefillPart++) {
            for (int kvPart = 1; kvPart <= PARTS; kvPart++) {
                double kv = (double) engine.kvTokens() * kvPart / (PARTS + 1);
                double decodes = Math.min(kv / CONTEXT, engine.maxSequences());
                double prefill = (engine.maxBatchedTokens() - decodes) * prefillPart / PARTS;
                int prefills = prefillPart == 0 ? 0 : 1;
                double seconds = seconds(engine.stepCost(), decodes, prefill, prefills, kv);
                regression.add(prefill, prefills, kv, decodes, seconds);
            }
        }
    }

    private static double seconds(StepCost cost, double decodes, double prefill, int prefills, double kv) {
        double tokens = decodes + prefill;
        return (cost.fixed()
                        + cost.perSequence() * (decodes + prefills)
                        + Math.max(
                                cost.weights() + cost.weightsPerToken() * tokens,
                                cost.compute() + cost.computePerToken() * tokens)
                        + cost.attention()
                        + cost.attentionPerKvToken() * kv
                        + cost.prefillPerSquaredToken() * prefill * prefill / 2)
                / MILLIS;
    }
}
