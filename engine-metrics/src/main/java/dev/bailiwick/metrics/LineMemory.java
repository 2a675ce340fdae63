package dev.bailiwick.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The line heads of the page before. An engine writes the same lines in the same order every time, so comparing a head
 * with the one remembered for this place replaces parsing it. A head is everything up to and including the blank
 * before the value; a comment is remembered whole, with its line end. A line that has not changed at all says what it
 * said before, so its value is remembered too.
 */
final class LineMemory {

    private static final int MAX_LINES = 20_000;

    private static final int FIRST_LINES = 256;
    /** How far to look ahead for a remembered line when lines were dropped from the page. */
    private static final int LOOK_AHEAD = 4;

    /** Marks a remembered comment line. */
    static final SeriesEntry COMMENT = new SeriesEntry(new Series("#", Labels.NONE));
    /** Marks a remembered sample line whose name nobody asked for. */
    static final SeriesEntry UNWANTED = new SeriesEntry(new Series("", Labels.NONE));

    private byte[] page = new byte[0];
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private int[] lineEnds = new int[0];
    private double[] values = new double[0];
    private SeriesEntry[] entries = new SeriesEntry[0];
    private int lines;

    private int[] nextStarts = starts;
    private int[] nextEnds = ends;
    private int[] nextLineEnds = lineEnds;
    private double[] nextValues = values;
    private SeriesEntry[] nextEntries = entries;
    private int nextLines;

    private int cursor;
    private int matched;
    private boolean unchanged;

    /** Begins a new page, with room for as many lines as the last had: there is a memory for each pod, and none is kept twice. */
    void begin() {
        cursor = 0;
        nextLines = 0;
        int room = lines == 0 ? FIRST_LINES : lines;
        nextStarts = new int[room];
        nextEnds = new int[room];
        nextLineEnds = new int[room];
        nextValues = new double[room];
        nextEntries = new SeriesEntry[room];
    }

    /** The entry of the remembered line whose head stands at this place, or null; then {@link #matchedLength()}. */
    @Nullable
    SeriesEntry match(byte[] bytes, int at, int limit) {
        int last = Math.min(lines, cursor + LOOK_AHEAD);
        for (int i = cursor; i < last; i++) {
            int length = Math.min(lineEnds[i] - starts[i], limit - at);
            int differs = Arrays.mismatch(page, starts[i], starts[i] + length, bytes, at, at + length);
            int same = differs < 0 ? length : differs;
            if (same >= ends[i] - starts[i]) {
                cursor = i + 1;
                matched = i;
                unchanged = lineEnds[i] > ends[i] && same == lineEnds[i] - starts[i];
                return entries[i];
            }
        }
        return null;
    }

    /** Bytes of the head that matched last. */
    int matchedLength() {
        return ends[matched] - starts[matched];
    }

    /** Whether the line that matched last is a sample's and stands there as it was remembered, its line feed included. */
    boolean unchanged() {
        return unchanged;
    }

    /** Bytes of the line that matched last, its line end included; only of one that has not changed. */
    int lineLength() {
        return lineEnds[matched] - starts[matched];
    }

    /** The value of the line that matched last; only of one that has not changed. */
    double value() {
        return values[matched];
    }

    /** Remembers a comment of the page being read. */
    void remember(int start, int end) {
        remember(start, end, end, COMMENT, 0);
    }

    /**
     * Remembers a line of the page being read.
     *
     * @param end where its head ends
     * @param lineEnd where it ends, behind its line feed; {@code end} when it has none, since it could then go on
     */
    void remember(int start, int end, int lineEnd, SeriesEntry entry, double value) {
        if (nextLines == MAX_LINES) {
            return;
        }
        if (nextLines == nextStarts.length) {
            int size = nextLines * 2;
            nextStarts = Arrays.copyOf(nextStarts, size);
            nextEnds = Arrays.copyOf(nextEnds, size);
            nextLineEnds = Arrays.copyOf(nextLineEnds, size);
            nextValues = Arrays.copyOf(nextValues, size);
            nextEntries = Arrays.copyOf(nextEntries, size);
        }
        nextStarts[nextLines] = start;
        nextEnds[nextLines] = end;
        nextLineEnds[nextLines] = lineEnd;
        nextValues[nextLines] = value;
        nextEntries[nextLines++] = entry;
    }

    /** Ends a well-formed page: it is now the one remembered. */
    void commit(byte[] bytes, int length) {
        if (page.length < length) {
            // Numbers grow by a digit now and then, and a page should not be copied anew for each.
            page = new byte[length + length / 32];
        }
        System.arraycopy(bytes, 0, page, 0, length);
        starts = nextStarts;
        ends = nextEnds;
        lineEnds = nextLineEnds;
        values = nextValues;
        entries = nextEntries;
        lines = nextLines;
    }

    /** Forgets everything. */
    void clear() {
        lines = 0;
    }
}
