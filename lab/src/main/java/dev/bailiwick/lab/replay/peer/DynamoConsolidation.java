package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.peer.DynamoEngines.Look;
import dev.bailiwick.lab.simulator.EngineProfile;
import java.util.List;
import java.util.OptionalInt;

/**
 * The load loop of Dynamo's planner towards targets: one more when every engine is late, one less when what is left
 * would bear the load (ai-dynamo/dynamo components/src/dynamo/planner/core/load_scaling.py, aggregated engines).
 *
 * @param timeToFirstToken target in seconds
 * @param timePerOutputToken target in seconds
 * @param sensitivity share of a target that may be used after a release
 * @param maxBatchedTokens the engines' limit
 */
record DynamoConsolidation(
        double timeToFirstToken, double timePerOutputToken, double sensitivity, int maxBatchedTokens) {

    static DynamoConsolidation of(double first, double token, double sensitivity, EngineProfile engine) {
        return new DynamoConsolidation(first, token, sensitivity, engine.maxBatchedTokens());
    }

    /** The size wanted from {@code workers} engines, the same when nothing is to change. */
    int wanted(List<Look> looks, DynamoEngines engines, DynamoRegression regression, int workers) {
        OptionalInt byPrefill = byPrefill(looks, engines, regression, workers);
        OptionalInt byDecode = byDecode(looks, engines, regression, workers);
        int prefill = byPrefill.orElse(workers);
        int decode = byDecode.orElse(workers);
        if (prefill > workers || decode > workers) {
            return workers + 1;
        }
        boolean prefillAllows = byPrefill.isEmpty() || prefill < workers;
        return prefillAllows && decode < workers ? workers - 1 : workers;
    }

    private OptionalInt byPrefill(List<Look> looks, DynamoEngines engines, DynamoRegression regression, int workers) {
        double factor = workers > 1 ? (double) workers / (workers - 1) : 1;
        boolean allLate = true;
        boolean bears = workers > 1;
        boolean refused = false;
        for (Look look : looks) {
            double queued = engines.queuedPrefill(look);
            var now = regression.timeToFirstToken(queued, maxBatchedTokens, look.decodeKv());
            var own = regression.timeToFirstToken(0, maxBatchedTokens, Math.floor(look.decodeKv() * factor));
            var then = regression.timeToFirstToken(
                    Math.floor(queued * factor), maxBatchedTokens, Math.floor(look.decodeKv() * factor));
            if (now.isEmpty() || own.isEmpty() || then.isEmpty()) {
                return OptionalInt.empty();
            }
            allLate &= now.getAsDouble() > timeToFirstToken;
            double budget = (timeToFirstToken - own.getAsDouble()) * sensitivity;
            if (bears && (budget <= 0 || then.getAsDouble() - own.getAsDouble() >= budget)) {
                bears = false;
                refused = true;
            }
        }
        return decision(allLate, bears, refused, workers);
    }

    private OptionalInt byDecode(List<Look> looks, DynamoEngines engines, DynamoRegression regression, int workers) {
        double factor = workers > 1 ? (double) workers / (workers - 1) : 1;
        boolean allLate = true;
        boolean bears = workers > 1;
        boolean refused = false;
        for (Look look : looks) {
            var now = regression.timePerOutputToken(look.decodeKv());
            double kvThen = Math.floor((look.decodeKv() + engines.queuedPrefill(look)) * factor);
            var then = regression.timePerOutputToken(kvThen);
            if (now.isEmpty() || then.isEmpty()) {
                return OptionalInt.empty();
            }
            allLate &= now.getAsDouble() > timePerOutputToken;
            boolean full = look.maxKv() > 0 && kvThen >= look.maxKv();
            if (bears && (full || then.getAsDouble() >= timePerOutputToken * sensitivity)) {
                bears = false;
                refused = true;
            }
        }
        return decision(allLate, bears, refused, workers);
    }

    /** A refusal is an answer, nothing to say is none: the other half may then release alone. */
    private static OptionalInt decision(boolean allLate, boolean bears, boolean refused, int workers) {
        if (allLate) {
            return OptionalInt.of(workers + 1);
        }
        if (bears) {
            return OptionalInt.of(workers - 1);
        }
        return refused ? OptionalInt.of(workers) : OptionalInt.empty();
    }
}
