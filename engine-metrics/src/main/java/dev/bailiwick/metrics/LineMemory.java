package dev.bailiwick.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The line heads of the page before. An engine writes the same lines in the same order every time, so comparing a head
 * with the one remembered for this place replaces parsing it. A head is everything up to and including the blank
 * before the value; a comment is remembered whole, with its line end.
 */
final class LineMemory {

    private static final int MAX_LINES = 20_000;
    /** How far to look ahead for a remembered line when lines were dropped from the page. */
    private static final int LOOK_AHEAD = 4;

    /** Marks a remembered comment line. */
    static final SeriesEntry COMMENT = new SeriesEntry(new Series("#", Labels.NONE));
    /** Marks a remembered sample line whose name nobody asked for. */
    static final SeriesEntry UNWANTED = new SeriesEntry(new Series("", Labels.NONE));

    private byte[] page = new byte[0];
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private SeriesEntry[] entries = new SeriesEntry[0];
    private int lines;

    private int[] nextStarts = new int[256];
    private int[] nextEnds = new int[256];
    private SeriesEntry[] nextEntries = new SeriesEntry[256];
    private int nextLines;

    private int cursor;
    private int matchedLength;

    /** Begins a new page. */
    void begin() {
        cursor = 0;
        nextLines = 0;
    }

    /** The entry of the remembered line whose head stands at this place, or null; then {@link #matchedLength()}. */
    @Nullable
    SeriesEntry match(byte[] bytes, int at, int limit) {
        int last = Math.min(lines, cursor + LOOK_AHEAD);
        for (int i = cursor; i < last; i++) {
            int length = ends[i] - starts[i];
            if (at + length <= limit && Arrays.equals(page, starts[i], ends[i], bytes, at, at + length)) {
                cursor = i + 1;
                matchedLength = length;
                return entries[i];
            }
        }
        return null;
    }

    /** Bytes of the head that matched last. */
    int matchedLength() {
        return matchedLength;
    }

    /** Remembers a head of the page being read. */
    void remember(int start, int end, SeriesEntry entry) {
        if (nextLines == MAX_LINES) {
            return;
        }
        if (nextLines == nextStarts.length) {
            int size = nextLines * 2;
            nextStarts = Arrays.copyOf(nextStarts, size);
            nextEnds = Arrays.copyOf(nextEnds, size);
            nextEntries = Arrays.copyOf(nextEntries, size);
        }
        nextStarts[nextLines] = start;
        nextEnds[nextLines] = end;
        nextEntries[nextLines++] = entry;
    }

    /** Ends a well-formed page: it is now the one remembered. */
    void commit(byte[] bytes, int length) {
        if (page.length < length) {
            page = new byte[Math.max(length, 1024) + length / 4];
        }
        System.arraycopy(bytes, 0, page, 0, length);
        int[] oldStarts = starts;
        int[] oldEnds = ends;
        SeriesEntry[] oldEntries = entries;
        starts = nextStarts;
        ends = nextEnds;
        entries = nextEntries;
        lines = nextLines;
        nextStarts = oldStarts.length < 256 ? new int[256] : oldStarts;
        nextEnds = oldEnds.length < 256 ? new int[256] : oldEnds;
        nextEntries = oldEntries.length < 256 ? new SeriesEntry[256] : oldEntries;
    }

    /** Forgets everything. */
    void clear() {
        lines = 0;
    }
}
