package dev.bailiwick.metrics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the page before. An engine writes the same lines in the same order every time, so comparing a head with the
 * one remembered for this place replaces parsing it. A line that has not changed at all says what it said before, so its
 * value is remembered too. Heads are kept with other readers; what is of this page alone is what stands behind them.
 */
final class LineMemory {

    private static final int MAX_LINES = 20_000;

    /** How far to look ahead for a remembered line when lines were dropped from the page. */
    private static final int LOOK_AHEAD = 4;

    private static final int[] NO_INTS = new int[0];
    private static final double[] NO_DOUBLES = new double[0];

    private final PageShapes shapes;
    private PageShape shape;
    /** What stands behind the heads, the line feed included, one after another; nothing before the first page. */
    private byte[] tails = new byte[0];

    private int[] tailEnds = NO_INTS;
    private double[] values = NO_DOUBLES;

    /** The page that is read; null between two. */
    private @Nullable PageLines reading;
    /** Whether all lines so far are those of the shape, in its order. */
    private boolean same;

    private int cursor;
    private int matched;
    private boolean unchanged;

    LineMemory(PageShapes shapes) {
        this.shapes = shapes;
        this.shape = shapes.latest();
    }

    /** Begins a new page. */
    void begin() {
        cursor = 0;
        matched = -1;
        same = true;
        reading = shapes.lines();
    }

    /** The series of the remembered line whose head stands at this place, or null; then {@link #matchedLength()}. */
    @Nullable
    Series match(byte[] bytes, int at, int limit) {
        int last = Math.min(shape.lines(), cursor + LOOK_AHEAD);
        for (int i = cursor; i < last; i++) {
            if (shape.stands(i, bytes, at, limit)) {
                cursor = i + 1;
                matched = i;
                unchanged = tailStands(bytes, at + shape.length(i), limit);
                return shape.series(i);
            }
        }
        matched = -1;
        return null;
    }

    private boolean tailStands(byte[] bytes, int at, int limit) {
        int length = tailLength();
        return length > 0
                && length <= limit - at
                && Arrays.equals(tails, tailStart(), tailEnds[matched], bytes, at, at + length);
    }

    private int tailLength() {
        return matched < tailEnds.length ? tailEnds[matched] - tailStart() : 0;
    }

    private int tailStart() {
        return matched == 0 ? 0 : tailEnds[matched - 1];
    }

    /** Takes back the last match: the line only begins like the remembered one. */
    void mismatch() {
        matched = -1;
    }

    /** Bytes of the head that matched last. */
    int matchedLength() {
        return shape.length(matched);
    }

    /** Whether the line that matched last is a sample's and stands there as it was remembered, its line feed included. */
    boolean unchanged() {
        return unchanged;
    }

    /** Bytes of the line that matched last, its line end included; only of one that has not changed. */
    int lineLength() {
        return shape.length(matched) + tailLength();
    }

    /** The value of the line that matched last; only of one that has not changed. */
    double value() {
        return values[matched];
    }

    /** Whether the line that is read is none that was remembered, so that its series may be on this page already. */
    boolean fresh() {
        return matched < 0;
    }

    /** The series of this page so far that somebody asked for. */
    Set<Series> series() {
        PageLines lines = reading();
        Set<Series> found = new HashSet<>();
        for (int i = 0; i < lines.count(); i++) {
            if (wanted(lines.series(i))) {
                found.add(lines.series(i));
            }
        }
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // marks, which no page can spell
    private static boolean wanted(Series series) {
        return series != PageShape.UNWANTED && series != PageShape.COMMENT;
    }

    /** Remembers a comment of the page being read. */
    void remember(int start, int end) {
        remember(start, end, end, PageShape.COMMENT, 0);
    }

    /**
     * Remembers a line of the page being read.
     *
     * @param end where its head ends
     * @param lineEnd where it ends, behind its line feed; {@code end} when it has none, since it could then go on
     */
    void remember(int start, int end, int lineEnd, Series series, double value) {
        PageLines lines = reading();
        if (lines.count() == MAX_LINES) {
            same = false;
            return;
        }
        same = same && matched == lines.count();
        lines.add(start, end, lineEnd, series, value);
    }

    /** Ends a well-formed page: it is now the one remembered. */
    void commit(byte[] page) {
        PageLines lines = reading();
        int count = lines.count();
        if (!same || count != shape.lines()) {
            shape = shapes.shared(lines.shape(page));
        }
        values = lines.values(values);
        tailEnds = tailEnds.length == count ? tailEnds : new int[count];
        int bytes = lines.tailBytes();
        if (tails.length < bytes) {
            // Numbers grow by a digit now and then, and room for all of them should not be made anew for each.
            tails = new byte[bytes + bytes / 8];
        }
        lines.tails(page, tails, tailEnds);
        abandon();
    }

    /** Forgets the page that was being read; the one that was committed last is still remembered. */
    void abandon() {
        if (reading != null) {
            shapes.giveBack(reading);
            reading = null;
        }
    }

    private PageLines reading() {
        if (reading == null) {
            throw new IllegalStateException("no page was begun");
        }
        return reading;
    }
}
