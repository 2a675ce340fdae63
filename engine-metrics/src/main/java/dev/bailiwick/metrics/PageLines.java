package dev.bailiwick.metrics;

import java.util.Arrays;

/** The lines of a page while it is read. Used for one page after another, of whatever reader. */
final class PageLines {
    private static final int FIRST = 256;

    private int[] starts = new int[FIRST];
    private int[] ends = new int[FIRST];
    private int[] lineEnds = new int[FIRST];
    private double[] values = new double[FIRST];
    private Series[] series = new Series[FIRST];
    private int count;

    /** Forgets the page, its series too: room that nobody uses keeps nothing of it alive. */
    void clear() {
        Arrays.fill(series, 0, count, PageShape.UNWANTED);
        count = 0;
    }

    int count() {
        return count;
    }

    /** Adds a line; what its parts are: {@link LineMemory#remember(int, int, int, Series, double)}. */
    void add(int start, int end, int lineEnd, Series stands, double value) {
        if (count == starts.length) {
            int size = count * 2;
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            lineEnds = Arrays.copyOf(lineEnds, size);
            values = Arrays.copyOf(values, size);
            series = Arrays.copyOf(series, size);
        }
        starts[count] = start;
        ends[count] = end;
        lineEnds[count] = lineEnd;
        values[count] = value;
        series[count++] = stands;
    }

    Series series(int line) {
        return series[line];
    }

    PageShape shape(byte[] page) {
        return PageShape.of(page, starts, ends, series, count);
    }

    /** The values of all lines, in an array of that length: the given one if it has it. */
    double[] values(double[] into) {
        if (into.length != count) {
            return Arrays.copyOf(values, count);
        }
        System.arraycopy(values, 0, into, 0, count);
        return into;
    }

    /** Bytes behind the heads of all lines. */
    int tailBytes() {
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += lineEnds[i] - ends[i];
        }
        return bytes;
    }

    /** Copies what stands behind the heads, one after another, and says where each ends there. */
    void tails(byte[] page, byte[] into, int[] intoEnds) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (int from = ends[i]; from < lineEnds[i]; from++) {
                into[at++] = page[from];
            }
            intoEnds[i] = at;
        }
    }
}
