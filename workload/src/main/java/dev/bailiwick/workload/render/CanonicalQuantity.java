package dev.bailiwick.workload.render;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * Spells a quantity as the API server does: the largest suffix of its own family that leaves a whole number, as in
 * {@code apimachinery/pkg/api/resource}.
 */
final class CanonicalQuantity {
    private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki");
    private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k");

    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private CanonicalQuantity() {}

    /**
     * The amount in its one spelling. What is finer than a thousandth is rounded up, as the API server does for
     * resources of pods; binary amounts that are no multiple of 1 Ki are spelled in decimal, since a number without a suffix is
     * read as one.
     */
    static Quantity of(Quantity quantity) {
        var milli = Quantity.getAmountInBytes(quantity).movePointRight(3).setScale(0, RoundingMode.CEILING);
        if (milli.remainder(THOUSAND).signum() != 0) {
            return new Quantity(milli.toBigInteger().toString(), "m");
        }
        var whole = milli.movePointLeft(3).toBigInteger();
        var binary = quantity.getFormat() != null && quantity.getFormat().endsWith("i");
        return binary && whole.remainder(KIBI).signum() == 0
                ? scaled(whole, BINARY, KIBI)
                : scaled(whole, DECIMAL, BigInteger.valueOf(1000));
    }

    private static Quantity scaled(BigInteger amount, List<String> suffixes, BigInteger base) {
        if (amount.signum() == 0) {
            return new Quantity("0");
        }
        for (var i = 0; i < suffixes.size(); i++) {
            var unit = base.pow(suffixes.size() - i);
            if (amount.remainder(unit).signum() == 0) {
                return new Quantity(amount.divide(unit).toString(), suffixes.get(i));
            }
        }
        return new Quantity(amount.toString());
    }
}
