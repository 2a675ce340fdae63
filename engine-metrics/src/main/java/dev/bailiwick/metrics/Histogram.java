package dev.bailiwick.metrics;

import java.util.List;

/**
 * A histogram since the engine started.
 *
 * @param upperEdges upper edges of the buckets, rising; the last is infinite
 * @param cumulative observations at or below each edge, as many as edges; the last counts all
 * @param sum sum of what was observed
 */
public record Histogram(List<Double> upperEdges, List<Double> cumulative, double sum) {

    /** Copies the lists. */
    public Histogram {
        upperEdges = List.copyOf(upperEdges);
        cumulative = Doubles.copyOf(cumulative);
        if (upperEdges.isEmpty() || upperEdges.size() != cumulative.size()) {
            throw new IllegalArgumentException("a histogram has one count per edge");
        }
    }

    /** Number of observations. */
    public double count() {
        return cumulative.getLast();
    }
}
