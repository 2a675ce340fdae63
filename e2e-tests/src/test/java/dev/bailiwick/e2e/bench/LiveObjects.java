package dev.bailiwick.e2e.bench;

import java.util.regex.Pattern;

/**
 * What a full collection left in a heap.
 *
 * @param histogram the answer to {@code jcmd PID GC.class_histogram}: a class in each line, those first that take the most
 */
record LiveObjects(String histogram) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** What the collector puts where it leaves a gap, since moving everything would not pay. */
    private static final Pattern GAPS =
            Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\S*jdk\\.internal\\.vm\\.FillerElement");

    /** Bytes that the heap takes. */
    long bytes() {
        return sum(TOTAL);
    }

    /** Bytes of these that hold no object. */
    long gaps() {
        return sum(GAPS);
    }

    private long sum(Pattern line) {
        return line.matcher(histogram)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
