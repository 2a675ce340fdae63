package dev.bailiwick.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line for its user and an exit status. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit status of a command that found something wrong. */
    public static final int FINDING = 1;
    /** Exit status of wrong usage, and of a command that could not do its work. */
    public static final int FAILED = 2;

    private final int exitCode;

    private Fault(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What was asked for is not there, or not well. */
    public static Fault finding(String message) {
        return new Fault(FINDING, message, null);
    }

    /** The command was called wrongly. */
    public static Fault usage(String message) {
        return new Fault(FAILED, message, null);
    }

    /** The command was called wrongly, as another exception shows. */
    public static Fault usage(String message, Throwable cause) {
        return new Fault(FAILED, message, cause);
    }

    /** The command cannot do its work. */
    public static Fault failed(String message) {
        return new Fault(FAILED, message, null);
    }

    /** The command cannot do its work because of another exception. */
    public static Fault failed(String message, Throwable cause) {
        return new Fault(FAILED, message, cause);
    }

    /** The command ends as another program's copy of it did. */
    public static Fault of(int exitCode, String message) {
        return new Fault(exitCode, message, null);
    }

    /** The exit status. */
    public int exitCode() {
        return exitCode;
    }
}
