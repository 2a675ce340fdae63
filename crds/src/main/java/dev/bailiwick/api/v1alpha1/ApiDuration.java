package dev.bailiwick.api.v1alpha1;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as the API writes them: numbers with a unit ({@code ms}, {@code s}, {@code m}, {@code h}), decimals
 * allowed, one after the other: {@code 2.5s}, {@code 1h30m}. At most 16 characters and 720h (design 4).
 */
public final class ApiDuration {

    /**
     * The one pattern. Six digits a number and 16 characters in all keep every match within what CEL's
     * {@code duration()} can hold, so the API server never answers with a conversion error.
     */
    public static final String PATTERN = "^([0-9]{1,6}([.][0-9]{1,6})?(ms|s|m|h))+$";

    /** Most characters of a duration. */
    public static final int MAX_LENGTH = 16;

    /** The longest duration: 30 days, which the API writes as 720h. */
    public static final Duration MAX = Duration.ofDays(30);

    static final String PARSES = ".matches('" + PATTERN + "')";
    static final String NOT_ONE = " + '\" is not a duration: write it like 90s, 2.5s or 1h30m'";
    static final String TOO_LONG = " + '\" is too long: the most is 720h'";
    static final String OUT_OF_RANGE = " + '\" is out of range: write more than 0s and at most 720h'";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|s|m|h)");

    private ApiDuration() {}

    /**
     * Reads a duration that the API server has accepted, exact to the nanosecond.
     *
     * @throws IllegalArgumentException when the text is none or is longer than {@link #MAX}
     */
    public static Duration parse(String text) {
        if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException('"' + text + "\" is not a duration: write it like 90s, 2.5s or 1h30m");
        }
        var total = Duration.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            var nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(nanosOf(parts.group(2))));
            total = total.plusNanos(nanos.longValue());
        }
        if (total.compareTo(MAX) > 0) {
            throw new IllegalArgumentException('"' + text + "\" is too long: the most is 720h");
        }
        return total;
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
