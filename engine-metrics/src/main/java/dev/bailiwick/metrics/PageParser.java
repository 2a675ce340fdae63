package dev.bailiwick.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses pages in the Prometheus text format 0.0.4 and in OpenMetrics 1.0, as one grammar that holds both: exemplars
 * and {@code # EOF} are read wherever they stand, and sample timestamps are read and dropped.
 *
 * <p>Any page of up to {@value #MAX_BYTES} bytes gives its samples or the line and column of the first error, never an
 * exception. A series that appears twice on a page is an error, because no reading of it would be right; a missing last
 * line feed, CRLF line ends and blank lines are not.
 *
 * <p>A parser remembers the lines of the last page and is fastest when it always reads the same engine's pages. It is
 * not safe for use by several threads at once.
 */
public final class PageParser {

    /** The most bytes that a page may have: 1 MiB (design 6). */
    public static final int MAX_BYTES = 1 << 20;

    private static final int FIRST_BUFFER = 1 << 16;
    private static final byte[] NOTHING = new byte[0];

    private final Names wanted;
    private final PageCursor cursor = new PageCursor();
    private final LabelReader labels = new LabelReader(cursor);
    private final CommentReader comments = new CommentReader(cursor);
    private final ValueReader values = new ValueReader(cursor, labels);
    private final LineMemory memory;
    /** Series of this page, from the first line on that is not remembered: those that are remembered are all different. */
    private @Nullable Set<Series> seen;

    /** Of pages that come as a stream; those that come as bytes need none. */
    private byte[] buffer = NOTHING;

    private int samples;

    PageParser(Names wanted, PageShapes shapes) {
        this.wanted = wanted;
        this.memory = new LineMemory(shapes);
    }

    /** A parser that hands out every sample. */
    public static PageParser all() {
        return new PageParser(Names.all(), new PageShapes());
    }

    /** A parser that checks every line and hands out only the samples with one of these metric names. */
    public static PageParser of(Set<String> names) {
        return new PageParser(Names.of(names), new PageShapes());
    }

    /** Parses a page from a stream, reading at most one byte more than a page may have. */
    public ParseResult parse(InputStream page, SampleSink sink) throws IOException {
        int length = 0;
        while (length <= MAX_BYTES) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.clamp(buffer.length * 2L, FIRST_BUFFER, MAX_BYTES + 1));
            }
            int read = page.read(buffer, length, buffer.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (length > MAX_BYTES) {
                break;
            }
        }
        return parse(buffer, length, sink);
    }

    /** Parses a page. */
    public ParseResult parse(byte[] page, SampleSink sink) {
        return parse(page, page.length, sink);
    }

    /** Parses the first {@code length} bytes of an array as a page. */
    public ParseResult parse(byte[] page, int length, SampleSink sink) {
        if (length > MAX_BYTES) {
            return new ParseResult.TooLarge(MAX_BYTES);
        }
        cursor.reset(page, length);
        ParseResult result = lines(page, length, sink);
        // There is a parser for each pod, and a page kept by each is memory for nothing.
        cursor.reset(NOTHING, 0);
        seen = null;
        return result;
    }

    private ParseResult lines(byte[] page, int length, SampleSink sink) {
        int invalid = Utf8.firstInvalid(page, length);
        if (invalid >= 0) {
            cursor.failAt(invalid, "byte 0x%02x is not valid UTF-8".formatted(page[invalid] & 0xff));
            return malformed();
        }
        samples = 0;
        memory.begin();
        while (cursor.at < cursor.limit) {
            if (!line(sink)) {
                return malformed();
            }
        }
        memory.commit(page);
        return new ParseResult.Parsed(samples);
    }

    @SuppressWarnings("ReferenceEquality") // a mark
    private boolean line(SampleSink sink) {
        int start = cursor.at;
        Series remembered = memory.match(cursor.bytes, cursor.at, cursor.limit);
        if (remembered == PageShape.COMMENT) {
            cursor.at += memory.matchedLength();
            memory.remember(start, cursor.at);
            return true;
        }
        if (remembered != null) {
            int end = start + memory.matchedLength();
            if (memory.unchanged()) {
                cursor.at = start + memory.lineLength();
                return value(start, end, remembered, memory.value(), sink);
            }
            cursor.at = end;
            // A head ends with the blanks of its own page; this one may have more of them, or labels after them.
            cursor.skipBlanks();
            if (cursor.peek() != '{') {
                return values.read() && value(start, end, remembered, values.value(), sink);
            }
            cursor.at = start;
            memory.mismatch();
        }
        cursor.skipBlanks();
        if (cursor.atLineEnd()) {
            cursor.skipLineEnd();
            return true;
        }
        return cursor.peek() == '#' ? comment(start) : sample(start, sink);
    }

    private boolean comment(int start) {
        if (!comments.read()) {
            return false;
        }
        if (comments.endOfPage()) {
            while (cursor.at < cursor.limit && cursor.atLineEnd()) {
                cursor.skipLineEnd();
            }
            return cursor.at == cursor.limit || cursor.expected("nothing after # EOF");
        }
        if (cursor.at < cursor.limit) {
            cursor.at++;
            memory.remember(start, cursor.at);
        }
        return true;
    }

    private boolean sample(int start, SampleSink sink) {
        int nameStart = cursor.at;
        if (!Names.isDigit(cursor.peek())) {
            while (Names.isMetricByte(cursor.peek())) {
                cursor.at++;
            }
        }
        boolean bare = cursor.at > nameStart;
        if (!bare && cursor.peek() != '{') {
            return notAMetric();
        }
        String name = bare ? wanted.find(cursor.bytes, nameStart, cursor.at) : null;
        cursor.skipBlanks();
        boolean braces = cursor.peek() == '{';
        if (braces && !labels.read(name != null || !bare, !bare)) {
            return false;
        }
        if (!bare) {
            String quoted = labels.quotedName();
            if (quoted == null) {
                return cursor.failAt(nameStart, "expected a metric name before the labels");
            }
            byte[] bytes = quoted.getBytes(StandardCharsets.UTF_8);
            name = wanted.find(bytes, 0, bytes.length);
        }
        int headEnd = cursor.at;
        cursor.skipBlanks();
        if (cursor.at == headEnd && cursor.bytes[headEnd - 1] != ' ' && cursor.bytes[headEnd - 1] != '\t') {
            return cursor.expected(braces ? "a blank after the labels" : "a blank or '{' after the metric name");
        }
        Series series = name == null ? PageShape.UNWANTED : new Series(name, braces ? labels.labels() : Labels.NONE);
        int end = cursor.at;
        return values.read() && value(start, end, series, values.value(), sink);
    }

    private boolean notAMetric() {
        boolean markup = cursor.peek() == '<';
        cursor.expected("a metric name");
        if (markup) {
            cursor.fault += "; this looks like HTML, so the port or the path may be another service's";
        }
        return false;
    }

    /** Hands out the sample of a line that has been read to its end. */
    @SuppressWarnings("ReferenceEquality") // a mark
    private boolean value(int lineStart, int headEnd, Series series, double value, SampleSink sink) {
        boolean ended = cursor.bytes[cursor.at - 1] == '\n';
        if (seen == null && memory.fresh()) {
            seen = memory.series();
        }
        memory.remember(lineStart, headEnd, ended ? cursor.at : headEnd, series, value);
        samples++;
        if (series == PageShape.UNWANTED) {
            return true;
        }
        if (seen != null && !seen.add(series)) {
            return cursor.failAt(lineStart, "series " + describe(series) + " appears twice on this page");
        }
        sink.sample(series, value);
        return true;
    }

    private static String describe(Series series) {
        return series.labels().equals(Labels.NONE)
                ? series.name()
                : series.name() + series.labels().values();
    }

    private ParseResult malformed() {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < cursor.faultAt; i++) {
            if (cursor.bytes[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        @Nullable String message = cursor.fault;
        memory.abandon();
        return new ParseResult.Malformed(
                line, cursor.faultAt - lineStart + 1, message == null ? "the page cannot be read" : message);
    }
}
