package dev.bailiwick.lab.simulator;

import java.util.Arrays;
import java.util.IdentityHashMap;

/** The prefill of one step: how many tokens of which sequences. */
final class Chunks {
    private Sequence[] sequences = new Sequence[8];
    private int[] tokens = new int[8];
    private int size;

    /** The same, of the twins of its sequences. */
    Chunks copy(IdentityHashMap<Sequence, Sequence> twins) {
        Chunks copy = new Chunks();
        copy.sequences = new Sequence[sequences.length];
        for (int i = 0; i < size; i++) {
            copy.sequences[i] = twins.getOrDefault(sequences[i], sequences[i]);
        }
        copy.tokens = tokens.clone();
        copy.size = size;
        return copy;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    Sequence sequence(int chunk) {
        return sequences[chunk];
    }

    int tokens(int chunk) {
        return tokens[chunk];
    }

    /** Adds what is left to prefill of a sequence, within a budget; how much that is. */
    int add(Sequence sequence, int budget) {
        if (size == tokens.length) {
            sequences = Arrays.copyOf(sequences, 2 * size);
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        sequences[size] = sequence;
        tokens[size] = Math.min(budget, sequence.prefillTarget - sequence.prefilled);
        return tokens[size++];
    }

    void remove(Sequence sequence) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (sequences[i] != sequence) {
                sequences[kept] = sequences[i];
                tokens[kept++] = tokens[i];
            }
        }
        size = kept;
    }

    long totalTokens() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += tokens[i];
        }
        return total;
    }

    /** Pairs of a token and one before it: the sum of c (p + c / 2). */
    double pairs() {
        double pairs = 0;
        for (int i = 0; i < size; i++) {
            pairs += tokens[i] * (sequences[i].prefilled + tokens[i] / 2.0);
        }
        return pairs;
    }
}
