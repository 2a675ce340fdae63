package dev.bailiwick.metrics;

/** Reads a sample's line from its value on: the value, and a timestamp or an exemplar, which are dropped. */
final class ValueReader {
    private final PageCursor cursor;
    private final LabelReader labels;
    private final NumberReader numbers = new NumberReader();
    private double value;

    ValueReader(PageCursor cursor, LabelReader labels) {
        this.cursor = cursor;
        this.labels = labels;
    }

    /** Reads up to the next line; false when something else stands there, which the cursor then knows. */
    boolean read() {
        if (!number("a number")) {
            return false;
        }
        value = numbers.value();
        return tail();
    }

    /** The value last read. */
    double value() {
        return value;
    }

    /** What may follow a value: a timestamp, an exemplar, the end of the line. */
    private boolean tail() {
        // Almost every line ends here.
        if (cursor.peek() == '\n') {
            cursor.at++;
            return true;
        }
        cursor.skipBlanks();
        if (cursor.atLineEnd()) {
            cursor.skipLineEnd();
            return true;
        }
        if (cursor.peek() != '#' && !number("a timestamp, an exemplar or the end of the line")) {
            return false;
        }
        cursor.skipBlanks();
        if (cursor.peek() == '#' && !exemplar()) {
            return false;
        }
        cursor.skipBlanks();
        if (!cursor.atLineEnd()) {
            return cursor.expected("the end of the line");
        }
        cursor.skipLineEnd();
        return true;
    }

    private boolean exemplar() {
        cursor.at++;
        cursor.skipBlanks();
        if (cursor.peek() != '{') {
            return cursor.expected("'{' of an exemplar");
        }
        if (!labels.read(false, false)) {
            return false;
        }
        cursor.skipBlanks();
        if (!number("the exemplar's value")) {
            return false;
        }
        cursor.skipBlanks();
        return cursor.atLineEnd() || number("the exemplar's timestamp");
    }

    private boolean number(String what) {
        int end = numbers.read(cursor.bytes, cursor.at, cursor.limit);
        if (end < 0) {
            return cursor.expected(what);
        }
        int next = end < cursor.limit ? cursor.bytes[end] : '\n';
        if (next != ' ' && next != '\t' && next != '\n' && next != '\r') {
            return cursor.expected(what);
        }
        cursor.at = end;
        return true;
    }
}
