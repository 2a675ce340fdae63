package dev.bailiwick.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as the API writes them: Go style with decimals, such as {@code 2.5s} or {@code 1h30m} (design 4). */
public final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ms", BigDecimal.valueOf(1_000_000L),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    private Durations() {}

    /**
     * The duration that {@code text} says, or {@code otherwise} when {@code text} is absent.
     *
     * @throws IllegalArgumentException if the text is no duration, which the API server refuses before it comes here
     */
    public static Duration parse(@Nullable String text, Duration otherwise) {
        return text == null ? otherwise : parse(text);
    }

    /** The duration that {@code text} says. */
    public static Duration parse(String text) {
        var matcher = PART.matcher(text);
        var nanos = BigDecimal.ZERO;
        var end = 0;
        while (matcher.find() && matcher.start() == end) {
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(NANOS.get(matcher.group(2))));
            end = matcher.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration; write it like 90s, 2.5s or 1h30m");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** A duration as a person writes it: {@code 90s}, {@code 5m}, {@code 1h30m}. */
    public static String format(Duration duration) {
        var seconds = duration.toSeconds();
        if (duration.toMillisPart() != 0 || seconds == 0) {
            return seconds == 0
                    ? duration.toMillis() + "ms"
                    : new BigDecimal(duration.toMillis())
                                    .movePointLeft(3)
                                    .stripTrailingZeros()
                                    .toPlainString() + "s";
        }
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        var minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + "m";
        }
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes / 60 + "h" + minutes % 60 + "m";
    }
}
