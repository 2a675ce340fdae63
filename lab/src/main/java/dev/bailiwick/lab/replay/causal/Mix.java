package dev.bailiwick.lab.replay.causal;

import java.util.BitSet;

/** Requests whose lengths come together: what arrives at random is one of them, each as likely as the others. */
final class Mix {
    private final int[] promptTokens;
    private final int[] outputTokens;
    private final int[] cachedTokens;
    private final BitSet infeasible;

    /**
     * A mix, of arrays that nobody else changes.
     *
     * @param promptTokens prompt tokens of each, at least one
     * @param outputTokens output tokens of each
     * @param cachedTokens tokens at the head of each prompt that the prefix cache holds
     * @param infeasible which are late even on an idle replica: they load an engine and are not judged
     */
    Mix(int[] promptTokens, int[] outputTokens, int[] cachedTokens, BitSet infeasible) {
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
        this.cachedTokens = cachedTokens;
        this.infeasible = infeasible;
    }

    int size() {
        return promptTokens.length;
    }

    int promptTokens(int one) {
        return promptTokens[one];
    }

    int outputTokens(int one) {
        return outputTokens[one];
    }

    int cachedTokens(int one) {
        return cachedTokens[one];
    }

    boolean feasible(int one) {
        return !infeasible.get(one);
    }
}
