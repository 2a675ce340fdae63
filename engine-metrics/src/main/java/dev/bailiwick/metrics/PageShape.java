package dev.bailiwick.metrics;

import java.util.Arrays;

/**
 * What a page has in common with the next one and with those of all pods of its model: its lines up to their values. Immutable.
 * A head is everything of a line up to and including the blank before the value; a comment is one whole, with its line end.
 */
final class PageShape {
    /** Stands for a comment. */
    static final Series COMMENT = new Series("#", Labels.NONE);
    /** Stands for a series that nobody asked for. */
    static final Series UNWANTED = new Series("", Labels.NONE);

    /** No line. */
    static final PageShape NONE = of(new byte[0], new int[0], new int[0], new Series[0], 0);

    private final byte[] heads;
    /** Where each head begins and, last, where they end. */
    private final int[] begins;

    private final Series[] series;
    private final int hash;

    private PageShape(byte[] heads, int[] begins, Series[] series) {
        this.heads = heads;
        this.begins = begins;
        this.series = series;
        this.hash = Arrays.hashCode(heads);
    }

    /**
     * The shape of a page.
     *
     * @param starts where its lines start
     * @param ends where their heads end
     * @param series what they stand for
     * @param lines how many there are
     */
    static PageShape of(byte[] page, int[] starts, int[] ends, Series[] series, int lines) {
        int[] begins = new int[lines + 1];
        for (int i = 0; i < lines; i++) {
            begins[i + 1] = begins[i] + ends[i] - starts[i];
        }
        byte[] heads = new byte[begins[lines]];
        for (int i = 0; i < lines; i++) {
            System.arraycopy(page, starts[i], heads, begins[i], ends[i] - starts[i]);
        }
        return new PageShape(heads, begins, Arrays.copyOf(series, lines));
    }

    int lines() {
        return series.length;
    }

    /** Bytes of a line's head. */
    int length(int line) {
        return begins[line + 1] - begins[line];
    }

    Series series(int line) {
        return series[line];
    }

    /** Whether the head of a line stands at a place of a page. */
    boolean stands(int line, byte[] page, int at, int limit) {
        int length = length(line);
        return length <= limit - at && Arrays.equals(heads, begins[line], begins[line + 1], page, at, at + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageShape shape
                && hash == shape.hash
                && Arrays.equals(begins, shape.begins)
                && Arrays.equals(heads, shape.heads)
                && Arrays.equals(series, shape.series);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
