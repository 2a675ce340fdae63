package dev.bailiwick.api.v1alpha1;

/**
 * CEL expressions over a field that holds a duration, and the ends of their messages. Durations are numbers with a unit
 * ({@code ms}, {@code s}, {@code m}, {@code h}), decimals allowed, one after the other: {@code 2.5s}, {@code 1h30m}. At
 * most 16 characters and 720h (design 4).
 */
final class DurationRules {

    /**
     * The one pattern. Six digits a number and 16 characters in all keep every match within what CEL's
     * {@code duration()} can hold, so the API server never answers with a conversion error.
     */
    static final String PATTERN = "^([0-9]{1,6}([.][0-9]{1,6})?(ms|s|m|h))+$";

    /** Most characters of a duration. */
    static final int MAX_LENGTH = 16;

    static final String PARSES = ".matches('" + PATTERN + "')";
    static final String NOT_ONE = " + '\" is not a duration: write it like 90s, 2.5s or 1h30m'";
    static final String TOO_LONG = " + '\" is too long: the most is 720h'";
    static final String OUT_OF_RANGE = " + '\" is out of range: write more than 0s and at most 720h'";

    private DurationRules() {}
}
