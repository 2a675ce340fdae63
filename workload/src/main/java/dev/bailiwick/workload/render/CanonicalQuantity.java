package dev.bailiwick.workload.render;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Spells a quantity as the API server does: the largest suffix of its own family that leaves a whole number, as in
 * {@code apimachinery/pkg/api/resource}.
 */
final class CanonicalQuantity {
    private static final List<String> BINARY = List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki");
    private static final List<String> DECIMAL = List.of("E", "P", "T", "G", "M", "k");

    private CanonicalQuantity() {}

    static Quantity of(Quantity quantity) {
        var amount = Quantity.getAmountInBytes(quantity);
        var format = quantity.getFormat() == null ? "" : quantity.getFormat();
        if (amount.stripTrailingZeros().scale() > 0) {
            var milli = amount.movePointRight(3).setScale(0, java.math.RoundingMode.CEILING);
            return milli.remainder(BigDecimal.valueOf(1000)).signum() == 0
                    ? new Quantity(milli.movePointLeft(3).toBigInteger().toString())
                    : new Quantity(milli.toBigInteger().toString(), "m");
        }
        var whole = amount.toBigInteger();
        return format.endsWith("i")
                ? scaled(whole, BINARY, BigInteger.valueOf(1024))
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
