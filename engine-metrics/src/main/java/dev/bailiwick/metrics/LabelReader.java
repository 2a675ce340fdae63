package dev.bailiwick.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a label set in braces. A metric name in quotes inside the braces is allowed, as Prometheus 3 writes it. */
final class LabelReader {

    private final PageCursor cursor;
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final ByteArrayOutputStream unescaped = new ByteArrayOutputStream();

    private @Nullable String quotedName;

    LabelReader(PageCursor cursor) {
        this.cursor = cursor;
    }

    /** The labels read last. */
    Labels labels() {
        return new Labels(labels);
    }

    /** The quoted metric name of the label set read last, or null. */
    @Nullable
    String quotedName() {
        return quotedName;
    }

    /**
     * Reads from the opening brace to behind the closing one.
     *
     * @param keep whether the labels will be asked for
     * @param nameAllowed whether a quoted metric name may stand first
     */
    boolean read(boolean keep, boolean nameAllowed) {
        labels.clear();
        quotedName = null;
        cursor.at++;
        cursor.skipBlanks();
        boolean first = true;
        while (cursor.peek() != '}') {
            if (!item(keep, nameAllowed && first)) {
                return false;
            }
            first = false;
            cursor.skipBlanks();
            int next = cursor.peek();
            if (next == ',') {
                cursor.at++;
                cursor.skipBlanks();
            } else if (next != '}') {
                return cursor.expected("',' or '}' after a label");
            }
        }
        cursor.at++;
        return true;
    }

    private boolean item(boolean keep, boolean nameAllowed) {
        int start = cursor.at;
        String name = cursor.peek() == '"' ? quoted(true) : bare(keep);
        if (name == null) {
            return false;
        }
        boolean quoted = cursor.bytes[start] == '"';
        cursor.skipBlanks();
        if (cursor.peek() != '=') {
            if (quoted && nameAllowed) {
                quotedName = name;
                return true;
            }
            return cursor.expected("'=' after a label name");
        }
        cursor.at++;
        cursor.skipBlanks();
        if (cursor.peek() != '"') {
            return cursor.expected("a label value in double quotes");
        }
        String value = quoted(keep);
        if (value == null) {
            return false;
        }
        if (keep && labels.putIfAbsent(name, value) != null) {
            return cursor.failAt(start, "label \"" + name + "\" appears twice in one label set");
        }
        return true;
    }

    private @Nullable String bare(boolean keep) {
        int start = cursor.at;
        if (Names.isDigit(cursor.peek())) {
            cursor.expected("a label name");
            return null;
        }
        while (Names.isLabelByte(cursor.peek())) {
            cursor.at++;
        }
        if (cursor.at == start) {
            cursor.expected("a label name");
            return null;
        }
        return keep ? cursor.text(start, cursor.at) : "";
    }

    /** Reads a quoted string; the empty string when it is not to be kept, null on a fault. */
    private @Nullable String quoted(boolean keep) {
        int open = cursor.at++;
        int start = cursor.at;
        boolean escapes = false;
        while (true) {
            int b = cursor.peek();
            if (b == '"') {
                break;
            }
            if (b < 0 || b == '\n') {
                cursor.failAt(open, "this quoted text does not end on its line");
                return null;
            }
            if (b == '\\') {
                escapes = true;
                cursor.at++;
                int escaped = cursor.peek();
                if (escaped != '\\' && escaped != '"' && escaped != 'n') {
                    cursor.expected("'\\', '\"' or 'n' after a backslash");
                    return null;
                }
            }
            cursor.at++;
        }
        int end = cursor.at++;
        return !keep ? "" : escapes ? unescape(start, end) : cursor.text(start, end);
    }

    private String unescape(int start, int end) {
        unescaped.reset();
        for (int i = start; i < end; i++) {
            byte b = cursor.bytes[i];
            if (b == '\\') {
                b = cursor.bytes[++i];
                b = b == 'n' ? (byte) '\n' : b;
            }
            unescaped.write(b);
        }
        return unescaped.toString(StandardCharsets.UTF_8);
    }
}
