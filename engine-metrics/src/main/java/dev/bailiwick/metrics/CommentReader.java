package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Reads a comment line: HELP, TYPE, UNIT and EOF are checked, any other text is free. */
final class CommentReader {

    /** The types of both formats: Prometheus text 0.0.4 and OpenMetrics 1.0. */
    private static final Set<String> TYPES = Set.of(
            "counter", "gauge", "histogram", "summary", "untyped", "unknown", "info", "stateset", "gaugehistogram");

    private static final byte[] EOF = "# EOF".getBytes(StandardCharsets.US_ASCII);

    private final PageCursor cursor;
    private boolean endOfPage;

    CommentReader(PageCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether the comment read last was {@code # EOF}. */
    boolean endOfPage() {
        return endOfPage;
    }

    /** Reads from the hash sign to the line feed, which is left unread. */
    boolean read() {
        int start = cursor.at++;
        cursor.skipBlanks();
        int wordStart = cursor.at;
        word();
        String word = cursor.at - wordStart == 4 || cursor.at - wordStart == 3 ? cursor.text(wordStart, cursor.at) : "";
        boolean good = switch (word) {
            case "TYPE" -> metricName("TYPE") && type();
            case "HELP" -> metricName("HELP");
            case "UNIT" -> metricName("UNIT");
            default -> true;
        };
        endOfPage = Arrays.equals(EOF, 0, EOF.length, cursor.bytes, start, cursor.at) && cursor.atLineEnd();
        if (good && !endOfPage) {
            cursor.skipToLineFeed();
        }
        return good;
    }

    private void word() {
        while (!cursor.atLineEnd() && cursor.peek() != ' ' && cursor.peek() != '\t') {
            cursor.at++;
        }
    }

    private boolean metricName(String keyword) {
        cursor.skipBlanks();
        int start = cursor.at;
        if (cursor.peek() == '"') {
            word();
            return true;
        }
        while (Names.isMetricByte(cursor.peek()) && !Names.isDigit(cursor.bytes[start])) {
            cursor.at++;
        }
        boolean blankFollows = cursor.atLineEnd() || cursor.peek() == ' ' || cursor.peek() == '\t';
        return (cursor.at > start && blankFollows) || cursor.expected("a metric name after # " + keyword);
    }

    private boolean type() {
        cursor.skipBlanks();
        int start = cursor.at;
        word();
        if (cursor.at - start <= 16 && TYPES.contains(cursor.text(start, cursor.at))) {
            cursor.skipBlanks();
            return cursor.atLineEnd() || cursor.expected("the end of the line after the type");
        }
        cursor.at = start;
        return cursor.expected("a metric type");
    }
}
