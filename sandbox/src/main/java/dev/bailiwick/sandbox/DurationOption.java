package dev.bailiwick.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line: {@code 250ms}, {@code 2.5s}, {@code 4m}, {@code 1h}, or a bare number of seconds. */
public final class DurationOption implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ms", BigDecimal.valueOf(1_000_000L),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    @Override
    public Duration convert(String value) {
        var form = FORM.matcher(value);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "\"" + value + "\" is no duration; write it as 250ms, 2.5s, 4m or 1h, or as seconds");
        }
        var unit = NANOS.getOrDefault(form.group(2) == null ? "s" : form.group(2), BigDecimal.ONE);
        var nanos = new BigDecimal(form.group(1)).multiply(unit).toBigInteger();
        if (nanos.bitLength() > 62) {
            throw new TypeConversionException("\"" + value + "\" is too long a duration; 100 years are the most");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }
}
