package dev.bailiwick.metrics;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Numbers as they come from a page, of which most are never asked for: they become objects when they are. Immutable. */
final class Doubles extends AbstractList<Double> implements RandomAccess {
    private final double[] values;

    private Doubles(double[] values) {
        this.values = values;
    }

    /** The first so many of an array. */
    static List<Double> of(double[] values, int count) {
        return new Doubles(Arrays.copyOf(values, count));
    }

    /** The same numbers, in a list that nobody changes. */
    static List<Double> copyOf(List<Double> numbers) {
        return numbers instanceof Doubles
                ? numbers
                : new Doubles(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
