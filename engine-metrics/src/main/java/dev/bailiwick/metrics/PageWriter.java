package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a page in the Prometheus text format, shaped as Python's client library does it for vLLM: HELP and TYPE lines,
 * counters with {@code _total}, histograms with cumulative buckets, and a {@code _created} gauge after each counter and
 * histogram.
 *
 * <p>A family is opened with {@link #gauge}, {@link #counter} or {@link #histogram}; the samples that follow belong to
 * it. Names and labels are written as given; a value may be NaN or infinite.
 */
public final class PageWriter {

    private static final String CREATED = "_created";

    private final StringBuilder page = new StringBuilder(1 << 15);
    private String family = "";

    /** Opens a gauge. */
    public PageWriter gauge(String name, String help) {
        return open(name, "gauge", help);
    }

    /** Opens a counter; {@code name} is without {@code _total}, which its samples get. */
    public PageWriter counter(String name, String help) {
        return open(name + "_total", "counter", help);
    }

    /** Opens a histogram. */
    public PageWriter histogram(String name, String help) {
        return open(name, "histogram", help);
    }

    /** Opens the gauge that says when the samples of a counter or histogram began; {@code name} without suffix. */
    public PageWriter created(String name, String help) {
        return open(name + CREATED, "gauge", help);
    }

    /** A sample of the open gauge or counter. */
    public PageWriter sample(Labels labels, double value) {
        return line(family, labels, value);
    }

    /**
     * The samples of one label set of the open histogram, in the order bucket, count, sum.
     *
     * @param upperEdges upper edges of the buckets, rising, without +Inf
     * @param counts observations per bucket, not cumulative, one more than edges: the last is above every edge
     * @param sum sum of all observations
     */
    public PageWriter buckets(Labels labels, double[] upperEdges, long[] counts, double sum) {
        if (counts.length != upperEdges.length + 1) {
            throw new IllegalArgumentException(upperEdges.length + " edges need one count more, not " + counts.length);
        }
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            String edge = i < upperEdges.length ? number(upperEdges[i]) : "+Inf";
            line(family + "_bucket", labels.with("le", edge), (double) total);
        }
        line(family + "_count", labels, (double) total);
        return line(family + "_sum", labels, sum);
    }

    /** The page so far, as text. */
    public String text() {
        return page.toString();
    }

    /** The page so far, in UTF-8. */
    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private PageWriter open(String name, String type, String help) {
        family = name;
        page.append("# HELP ").append(name).append(' ');
        escape(help, false);
        page.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    private PageWriter line(String name, Labels labels, double value) {
        page.append(name);
        if (!labels.values().isEmpty()) {
            char separator = '{';
            for (Map.Entry<String, String> label : labels.values().entrySet()) {
                page.append(separator).append(label.getKey()).append("=\"");
                escape(label.getValue(), true);
                page.append('"');
                separator = ',';
            }
            page.append('}');
        }
        page.append(' ').append(number(value)).append('\n');
        return this;
    }

    private void escape(String text, boolean quotes) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                page.append("\\\\");
            } else if (c == '\n') {
                page.append("\\n");
            } else if (c == '"' && quotes) {
                page.append("\\\"");
            } else {
                page.append(c);
            }
        }
    }

    /** A number as Python's client library prints it: {@code 12.0}, {@code 0.05}, {@code 1.7955333510606582e+09}. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value < 0) {
            return "-" + number(-value);
        }
        String text = Double.toString(value);
        int exponentAt = text.indexOf('E');
        if (exponentAt < 0) {
            return value < 1e6 ? text : scientific(text, text.indexOf('.') - 1);
        }
        return scientific(text.substring(0, exponentAt), Integer.parseInt(text.substring(exponentAt + 1)));
    }

    /** Rewrites a decimal number with one digit before the point and an exponent of two digits or more. */
    private static String scientific(String decimal, int exponent) {
        String digits = decimal.replace(".", "");
        int end = digits.length();
        while (end > 2 && digits.charAt(end - 1) == '0') {
            end--;
        }
        String mantissa = digits.charAt(0) + "." + digits.substring(1, end);
        return mantissa + (exponent < 0 ? "e-" : "e+") + "%02d".formatted(Math.abs(exponent));
    }
}
