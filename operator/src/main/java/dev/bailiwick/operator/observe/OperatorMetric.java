package dev.bailiwick.operator.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One metric of the operator. Meters are registered from it, and {@code docs/reference/metrics.md} is generated from it.
 *
 * @param name name on the page, without the suffixes that a histogram or summary adds
 * @param type what kind of metric it is
 * @param unit what its value counts, in the plural; "1" for a share or a flag
 * @param labels labels of every series
 * @param says what it says, in a sentence
 * @param whenOdd what to do when it looks wrong, in a sentence
 */
public record OperatorMetric(String name, Type type, String unit, List<String> labels, String says, String whenOdd) {

    /** Labels of what belongs to one ModelDeployment. */
    static final List<String> DEPLOYMENT = List.of("namespace", "name");

    /** Kinds of metrics, in Prometheus' words. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    /** Copies the labels. */
    public OperatorMetric {
        labels = List.copyOf(labels);
    }

    static OperatorMetric counter(String name, String unit, String says, String whenOdd, String... labels) {
        return new OperatorMetric(name, Type.COUNTER, unit, List.of(labels), says, whenOdd);
    }

    static OperatorMetric gauge(String name, String unit, String says, String whenOdd, String... labels) {
        return new OperatorMetric(name, Type.GAUGE, unit, List.of(labels), says, whenOdd);
    }

    static OperatorMetric histogram(String name, String says, String whenOdd, String... labels) {
        return new OperatorMetric(name, Type.HISTOGRAM, "seconds", List.of(labels), says, whenOdd);
    }

    static OperatorMetric summary(String name, String says, String whenOdd) {
        return new OperatorMetric(name, Type.SUMMARY, "seconds", List.of(), says, whenOdd);
    }

    /** The same metric with a series for each ModelDeployment. */
    OperatorMetric perDeployment() {
        var all = new ArrayList<>(DEPLOYMENT);
        all.addAll(labels);
        return new OperatorMetric(name, type, unit, all, says, whenOdd);
    }

    /** The name that Micrometer makes {@link #name} of. */
    String meter() {
        var plain = switch (type) {
            case COUNTER -> name.replaceFirst("_total$", "");
            case HISTOGRAM, SUMMARY -> name.replaceFirst("_seconds$", "");
            case GAUGE -> name;
        };
        return plain.replace('_', '.');
    }

    /**
     * The series that Prometheus may find under this metric, by name.
     *
     * @return names on the page
     */
    public List<String> samples() {
        return switch (type) {
            case COUNTER, GAUGE -> List.of(name);
            case HISTOGRAM -> List.of(name + "_bucket", name + "_sum", name + "_count", name + "_max");
            case SUMMARY -> List.of(name, name + "_sum", name + "_count", name + "_max");
        };
    }

    /** Fails when {@code keysAndValues} are not the labels that this metric has beside {@code base}. */
    void check(List<String> base, String... keysAndValues) {
        var given = new ArrayList<>(base);
        IntStream.range(0, keysAndValues.length / 2).forEach(i -> given.add(keysAndValues[2 * i]));
        if (!given.equals(labels)) {
            throw new IllegalArgumentException(name + " has labels " + labels + ", not " + given);
        }
    }
}
