package dev.bailiwick.lab.simulator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and parses the lines of one trace. */
final class TraceLines {
    private static final String HEADER = "arrival_s,prompt_tokens,output_tokens";
    private static final List<String> COLUMNS = List.of("arrival_s", "prompt_tokens", "output_tokens");
    /** Ten years: beyond it an arrival is a Unix time or a wrong unit. */
    private static final double MAX_SECONDS = 10 * 366 * 86_400.0;
    /** Beyond every model's context. */
    private static final long MAX_TOKENS = 100_000_000;

    private static final int SHOWN = 40;

    private final int[] positions = new int[COLUMNS.size()];
    private int width;
    private double last;

    /** Learns the columns; the fault when one is missing, otherwise null. */
    @Nullable
    String header(String text) {
        List<String> names = Arrays.stream(text.replace("\uFEFF", "").split(",", -1))
                .map(String::strip)
                .toList();
        width = names.size();
        for (int i = 0; i < COLUMNS.size(); i++) {
            positions[i] = names.indexOf(COLUMNS.get(i));
            if (positions[i] < 0) {
                return "the header " + quoted(text) + " lacks the column " + COLUMNS.get(i) + "; it must be " + HEADER;
            }
        }
        return null;
    }

    /** One line after the header. */
    TraceReader.Item parse(long line, String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != width) {
            return refused(
                    line,
                    "the line " + quoted(text) + " has " + cells.length + (cells.length == 1 ? " column" : " columns")
                            + " where the header has " + width + "; was the file cut?");
        }
        String time = cells[positions[0]].strip();
        double at;
        try {
            at = Double.parseDouble(time);
        } catch (NumberFormatException e) {
            return refused(
                    line, "arrival_s " + quoted(time) + " is not a number; write seconds from the start of the trace");
        }
        if (!(at >= 0 && at <= MAX_SECONDS)) {
            return refused(
                    line,
                    "arrival_s " + quoted(time)
                            + " is not between 0 and ten years; write seconds from the start of the trace");
        }
        if (at < last) {
            return refused(
                    line,
                    "arrival_s " + quoted(time) + " is before the " + last
                            + " of the line above; sort the trace by arrival_s");
        }
        last = at;
        long prompt = tokens(cells[positions[1]]);
        long output = tokens(cells[positions[2]]);
        if (prompt < 1 || output < 1) {
            int wrong = prompt < 1 ? 1 : 2;
            return refused(
                    line,
                    COLUMNS.get(wrong) + " " + quoted(cells[positions[wrong]].strip())
                            + " is not a whole number from 1 to " + MAX_TOKENS + "; correct the line or leave it out");
        }
        return new Arrival(at, (int) prompt, (int) output);
    }

    /** The count, or -1 when it is none. */
    private static long tokens(String cell) {
        try {
            long count = Long.parseLong(cell.strip());
            return count <= MAX_TOKENS ? count : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static TraceReader.Refused refused(long line, String message) {
        return new TraceReader.Refused(line, message);
    }

    private static String quoted(String text) {
        return "\"" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "\"";
    }
}
