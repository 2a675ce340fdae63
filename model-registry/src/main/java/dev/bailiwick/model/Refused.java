package dev.bailiwick.model;

/**
 * A text that is not a usable reference.
 *
 * @param reason which rule it breaks
 * @param message one line with the value and the remedy; the caller names the field in front
 */
public record Refused(Reason reason, String message) implements ModelReference, ImageReference, ReferenceParser.Result {
    private static final int SHOWN = 120;

    /** The rules of a reference. */
    public enum Reason {
        /** Nothing but blanks, or nothing at all. */
        EMPTY,
        /** Longer than any registry accepts. */
        TOO_LONG,
        /** A blank or a control character somewhere. */
        WHITESPACE,
        /** A scheme such as {@code oci://} or {@code https://} in front. */
        SCHEME,
        /** A part between separators is empty. */
        EMPTY_PART,
        /** The registry is not a host with an optional port. */
        BAD_REGISTRY,
        /** The repository has an upper-case letter. */
        UPPER_CASE_REPOSITORY,
        /** The repository has a character that none may have. */
        BAD_REPOSITORY,
        /** The tag has a character that none may have, or is too long. */
        BAD_TAG,
        /** What follows the at sign is not a digest. */
        BAD_DIGEST,
        /** There is no digest where one is needed. */
        MISSING_DIGEST
    }

    /** The value in quotes as a message shows it: printable, and cut when long. */
    static String quoted(String value) {
        StringBuilder shown = new StringBuilder("\"");
        value.codePoints()
                .limit(SHOWN)
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                        ? '\uFFFD'
                        : point)
                .forEach(shown::appendCodePoint);
        return shown.append(value.codePointCount(0, value.length()) > SHOWN ? "...\"" : "\"")
                .toString();
    }
}
