package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.OptionalDouble;

/**
 * Requests per second that one engine bears within both targets, at the largest batch that the regression finds
 * (ai-dynamo/dynamo components/src/dynamo/planner/core/perf_model/agg.py, {@code find_best_engine_agg_rps}).
 *
 * @param timeToFirstToken target in seconds
 * @param timePerOutputToken target in seconds
 * @param engine whose limits hold
 */
record DynamoThroughput(double timeToFirstToken, double timePerOutputToken, EngineProfile engine) {

    /** Without a fit or a length there is none. */
    OptionalDouble perSecond(DynamoRegression regression, double prompt, double output) {
        if (!regression.fit() || prompt <= 0 || output <= 0) {
            return OptionalDouble.empty();
        }
        double context = prompt + output / 2;
        int largest = largestBatch(prompt, output, context);
        double best = 0;
        for (int batch = 1; batch <= largest; batch++) {
            double kv = batch * context;
            double prefill = Math.min(batch * prompt / Math.max(1, output), engine.maxBatchedTokens());
            double step = regression.step(prefill, kv);
            double first = regression
                    .timeToFirstToken((int) prefill, engine.maxBatchedTokens(), (int) kv)
                    .orElse(0);
            boolean late = step > timePerOutputToken || first > timeToFirstToken;
            if (late && batch > 1) {
                break;
            }
            best = batch / (output * step);
            if (late) {
                break;
            }
        }
        return OptionalDouble.of(best);
    }

    /** By KV cache, by sequences, and by prefills keeping up with finished requests. */
    private int largestBatch(double prompt, double output, double context) {
        int budget = engine.maxBatchedTokens();
        long cap = Math.min(Math.max(1, (long) (engine.kvTokens() / context)), engine.maxSequences());
        long hard = Math.max(1, Math.min(cap, budget - 1));
        long balanced = (long) Math.floor(budget - prompt / output);
        return Math.clamp(Math.min(hard, balanced), 1, Integer.MAX_VALUE);
    }
}
