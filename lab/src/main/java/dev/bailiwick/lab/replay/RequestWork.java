package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;

/** What a request adds to the steps that serve it, at least, by the prices of some tokens ({@code docs/bounds.md}). */
public final class RequestWork {
    private final EngineProfile engine;
    private final StepCost cost;
    private final TokenPrices prices;

    private RequestWork(EngineProfile engine, TokenPrices prices) {
        this.engine = engine;
        this.cost = engine.stepCost();
        this.prices = prices;
    }

    /** By the prices that charge most for so many tokens of either kind. */
    public static RequestWork of(EngineProfile engine, double decodedTokens, double prefilledTokens) {
        return new RequestWork(engine, TokenPrices.of(engine, decodedTokens, prefilledTokens));
    }

    /** Seconds of a replica. */
    public double seconds(int promptTokens, int outputTokens) {
        double decoded = outputTokens - 1.0;
        double context = decoded * promptTokens + decoded * (decoded - 1) / 2;
        double prefills = Math.ceil(promptTokens / (double) engine.maxBatchedTokens());
        double milliseconds = prices.prefilled() * promptTokens
                + prices.decoded() * decoded
                + cost.perSequence() * (prefills + decoded)
                + cost.attention() * decoded / engine.maxSequences()
                + cost.attentionPerKvToken() * context
                + cost.prefillPerSquaredToken() * promptTokens * (double) promptTokens / 2;
        return milliseconds / 1000;
    }
}
