package dev.bailiwick.cli.explain;

import dev.bailiwick.autoscaler.journal.JournalEntry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Numbers as an account holds and shows them. */
final class Figures {
    private Figures() {}

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    static @Nullable Double parsed(@Nullable String value) {
        return value == null ? null : Double.valueOf(value);
    }

    static double inFlight(JournalEntry tick) {
        var signals = tick.decided().signals();
        return signals.running().orElse(0) + signals.waiting().orElse(0);
    }

    static String whole(double value) {
        return Long.toString(Math.round(value));
    }

    /** Whole from 10 on, otherwise two significant digits. */
    static String short2(double value) {
        return Math.abs(value) >= 10
                ? whole(value)
                : new BigDecimal(value)
                        .round(new MathContext(2, RoundingMode.HALF_UP))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    static String percent(double share) {
        return whole(share * 100) + " %";
    }
}
