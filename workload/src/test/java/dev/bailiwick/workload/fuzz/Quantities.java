package dev.bailiwick.workload.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Quantities such as {@code 80Gi}, read anew rather than by the code under test. */
final class Quantities {
    private static final Pattern QUANTITY = Pattern.compile(
            "(?<sign>[+-]?)(?<number>[0-9]+[.]?[0-9]*|[.][0-9]+)(?<suffix>[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,4})?");

    private Quantities() {}

    /** The amount of a quantity as the API server reads it; empty where it is none. */
    static Optional<BigDecimal> amount(JsonNode quantity) {
        var parts = QUANTITY.matcher(quantity.asText());
        if (!parts.matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal((parts.group("sign").equals("-") ? "-" : "") + "0" + parts.group("number") + "0");
        return Optional.of(number.multiply(factor(parts.group("suffix"))));
    }

    private static BigDecimal factor(@Nullable String suffix) {
        if (suffix == null) {
            return BigDecimal.ONE;
        }
        if (suffix.matches("[eE][+-]?[0-9]+")) {
            return BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
        }
        return suffix.endsWith("i")
                ? BigDecimal.valueOf(1024).pow("KMGTPE".indexOf(suffix.charAt(0)) + 1)
                : BigDecimal.ONE.scaleByPowerOfTen(3 * ("num kMGTPE".indexOf(suffix.charAt(0)) - 3));
    }
}
