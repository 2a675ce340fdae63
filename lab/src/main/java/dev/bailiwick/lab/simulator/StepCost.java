package dev.bailiwick.lab.simulator;

/**
 * How long one step of continuous batching takes: {@code T = h0 + h1 S + max(W + q n, R + g n) + [B > 0](k0 + d KV) +
 * e sum c (p + c / 2)} with all coefficients in milliseconds (research autoscaling 3).
 *
 * @param fixed h0, per step
 * @param perSequence h1, per running sequence
 * @param weights W, reading the weights once
 * @param weightsPerToken q, per token while reading the weights is what binds
 * @param compute R, the intercept of the line on which arithmetic binds; may be below 0
 * @param computePerToken g, per token while arithmetic is what binds
 * @param attention k0, per step with a decoding sequence
 * @param attentionPerKvToken d, per token of KV cache that decoding sequences hold
 * @param prefillPerSquaredToken e, per pair of a prefilled token and one before it
 */
public record StepCost(
        double fixed,
        double perSequence,
        double weights,
        double weightsPerToken,
        double compute,
        double computePerToken,
        double attention,
        double attentionPerKvToken,
        double prefillPerSquaredToken) {

    private static final double PICOS_PER_MILLISECOND = 1e9;

    /** The cost on something {@code factor} times as fast, above 0. */
    public StepCost faster(double factor) {
        return new StepCost(
                fixed / factor,
                perSequence / factor,
                weights / factor,
                weightsPerToken / factor,
                compute / factor,
                computePerToken / factor,
                attention / factor,
                attentionPerKvToken / factor,
                prefillPerSquaredToken / factor);
    }

    /**
     * Picoseconds that a step takes, at least 1. It grows by the same whole number with each token of cache, so that
     * steps that differ in nothing else add up exactly.
     *
     * @param sequences S, running sequences
     * @param decoding B, those of them that decode, one token each
     * @param prefillTokens tokens prefilled in this step
     * @param kvTokens KV, tokens of cache that decoding sequences hold
     * @param prefillPairs sum over prefilled chunks of c (p + c / 2)
     */
    long picos(int sequences, int decoding, long prefillTokens, long kvTokens, double prefillPairs) {
        double tokens = decoding + prefillTokens;
        double milliseconds = fixed
                + perSequence * sequences
                + Math.max(weights + weightsPerToken * tokens, compute + computePerToken * tokens)
                + (decoding > 0 ? attention : 0)
                + prefillPerSquaredToken * prefillPairs;
        return Math.max(1, Math.round(milliseconds * PICOS_PER_MILLISECOND))
                + (decoding > 0 ? picosPerKvToken() * kvTokens : 0);
    }

    /** Picoseconds that a step takes longer for each token of cache that decoding sequences hold. */
    long picosPerKvToken() {
        return Math.round(attentionPerKvToken * PICOS_PER_MILLISECOND);
    }
}
