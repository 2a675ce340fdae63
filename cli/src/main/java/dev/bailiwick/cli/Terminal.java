package dev.bailiwick.cli;

import java.util.Optional;

/** The terminal that this program writes to, if it does. */
public final class Terminal {
    private static final int USUAL = 100;

    private Terminal() {}

    /** Its width in columns; empty when standard output is none, or when it can show no styles. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    public static Optional<Integer> columns() {
        var console = System.console();
        if (console == null || !console.isTerminal() || "dumb".equals(System.getenv("TERM"))) {
            return Optional.empty();
        }
        var columns = System.getenv("COLUMNS");
        return Optional.of(columns != null && columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL);
    }
}
