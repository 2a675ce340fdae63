package dev.bailiwick.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays text out in aligned rows. On a terminal headings are bold and long sentences are wrapped below their beginning;
 * elsewhere the text is plain and each sentence stays on its line, so that grep finds it.
 */
public final class Paper {
    private static final int LABEL = 10;
    private static final int TERM = 12;
    private static final int ASKED = 6;
    private static final String INDENT = "  ";

    private final boolean terminal;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private Paper(boolean terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** For a file or a pipe. */
    public static Paper plain() {
        return new Paper(false, Integer.MAX_VALUE);
    }

    /** For a terminal of so many columns. */
    public static Paper terminal(int columns) {
        return new Paper(true, Math.max(columns, 60));
    }

    /** The first line: what this is about, and when. */
    public void title(String subject, String moment) {
        text.append(strong(subject)).append("  ").append(moment).append('\n');
    }

    /** A row of a label and a sentence; without a label it goes on from the row above. */
    public void row(String label, String sentence) {
        write(INDENT + padded(label, LABEL), INDENT + " ".repeat(LABEL), sentence);
    }

    /** A heading, with what its second column means. */
    public void section(String heading, String second) {
        text.append('\n').append(INDENT);
        text.append(
                second.isEmpty()
                        ? strong(heading)
                        : strong(heading) + " ".repeat(TERM + 2 - heading.length()) + second);
        text.append('\n');
    }

    /** An entry of a table: a name, a number and a sentence. */
    public void entry(String name, String number, String sentence) {
        var head = INDENT + INDENT + padded(name, TERM) + padded(number, ASKED);
        write(head, " ".repeat(head.length()), sentence);
    }

    /** An item of a list. */
    public void item(String sentence) {
        write(INDENT + INDENT, INDENT + INDENT + INDENT, sentence);
    }

    /** A word that stands out on a terminal. */
    public String strong(String word) {
        return terminal ? "\u001b[1m" + word + "\u001b[0m" : word;
    }

    /** All that was written. */
    public String text() {
        return text.toString();
    }

    private void write(String head, String indent, String sentence) {
        var lines = wrapped(sentence, width - indent.length());
        text.append(head).append(lines.getFirst()).append('\n');
        lines.stream().skip(1).forEach(line -> text.append(indent).append(line).append('\n'));
    }

    private static List<String> wrapped(String sentence, int columns) {
        var lines = new ArrayList<String>();
        var rest = sentence;
        while (rest.length() > columns) {
            var cut = rest.lastIndexOf(' ', columns);
            if (cut <= 0) {
                break;
            }
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut + 1);
        }
        lines.add(rest);
        return lines;
    }

    private static String padded(String word, int columns) {
        return word.length() >= columns ? word + " " : word + " ".repeat(columns - word.length());
    }
}
