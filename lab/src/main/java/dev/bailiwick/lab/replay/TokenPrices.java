package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.EngineProfile;
import dev.bailiwick.lab.simulator.StepCost;

/**
 * What a token costs at least, whatever shares its step. A step with b decoded and c prefilled tokens takes at least
 * {@code F(b + c) = h0 + max(W + q (b + c), R + g (b + c))}, and holds b up to {@code max_num_seqs} and b + c up to
 * {@code max_num_batched_tokens}. Prices with {@code decoded b + prefilled c <= F(b + c)} for every such step add up to no
 * more than the time that any schedule takes; among them those are chosen that charge most for a given mix.
 *
 * @param decoded milliseconds for a decoded token
 * @param prefilled milliseconds for a prefilled token
 */
record TokenPrices(double decoded, double prefilled) {
    private static final int HALVINGS = 100;

    /** The prices that charge most for so many tokens of either kind. */
    static TokenPrices of(EngineProfile engine, double decodedTokens, double prefilledTokens) {
        Steps steps = new Steps(engine);
        double low = 0;
        double high = steps.decoding();
        // What is charged is concave in the price of a decoded token: a linear part and a minimum of linear ones.
        for (int i = 0; i < HALVINGS; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (steps.charged(left, decodedTokens, prefilledTokens)
                    < steps.charged(right, decodedTokens, prefilledTokens)) {
                low = left;
            } else {
                high = right;
            }
        }
        return new TokenPrices(low, steps.prefilling(low));
    }

    /** The steps that an engine can make. */
    private record Steps(StepCost cost, int sequences, int tokens, int knee) {

        Steps(EngineProfile engine) {
            this(
                    engine.stepCost(),
                    engine.maxSequences(),
                    engine.maxBatchedTokens(),
                    knee(engine.stepCost(), engine.maxBatchedTokens()));
        }

        /** Tokens at which arithmetic begins to bind; both sides of it are looked at. */
        private static int knee(StepCost cost, int most) {
            double slope = cost.computePerToken() - cost.weightsPerToken();
            double at = (cost.weights() - cost.compute()) / slope;
            return slope <= 0 || !(at > 1) ? 1 : (int) Math.min(at, most);
        }

        double charged(double decoded, double decodedTokens, double prefilledTokens) {
            return decoded * decodedTokens + prefilling(decoded) * prefilledTokens;
        }

        /** The most that a decoded token may be charged: it shares its step with decoded ones alone. */
        double decoding() {
            double least = Double.POSITIVE_INFINITY;
            for (int n : new int[] {1, knee, knee + 1, sequences}) {
                least = n <= sequences ? Math.min(least, time(n) / n) : least;
            }
            return least;
        }

        /** The most that a prefilled token may be charged beside decoded ones at that price. */
        double prefilling(double decoded) {
            double least = Double.POSITIVE_INFINITY;
            for (int b : new int[] {0, Math.min(sequences, tokens - 1)}) {
                // Between these the quotient of two linear functions rises or falls all the way.
                for (int n : new int[] {b + 1, knee, knee + 1, tokens}) {
                    least = n > b && n <= tokens ? Math.min(least, (time(n) - decoded * b) / (n - b)) : least;
                }
            }
            return least;
        }

        private double time(int n) {
            return cost.fixed()
                    + Math.max(
                            cost.weights() + cost.weightsPerToken() * n, cost.compute() + cost.computePerToken() * n);
        }
    }
}
