package dev.bailiwick.sandbox.engines;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with an engine's page, on demand. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** The same page again and again. */
    STALE,
    /** HTTP status 500. */
    ERROR,
    /** The page comes after three seconds. */
    SLOW,
    /** The waiting requests are not a number. */
    NAN,
    /** Something that is no metrics page. */
    GARBAGE;

    /** The fault of a name such as {@code stale}. */
    public static Optional<Fault> named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
