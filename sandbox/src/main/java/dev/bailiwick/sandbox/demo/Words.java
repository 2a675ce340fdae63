package dev.bailiwick.sandbox.demo;

import java.util.List;
import java.util.Locale;

/** Numbers as the demo writes them. */
final class Words {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Words() {}

    static String seconds(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        // The limits are where rounding carries into the next unit.
        return value < 0.9995
                ? String.format(Locale.ROOT, "%.0f ms", value * 1000)
                : String.format(Locale.ROOT, value < 9.95 ? "%.1f s" : "%.0f s", value);
    }

    /** Rounded, but 100.0 only for all of it. */
    static String percent(double share) {
        var percent = share < 1 ? Math.min(99.9, share * 100) : share * 100;
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String clock(double seconds) {
        return String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60);
    }

    /** The last {@code width} values as bars; the highest bar stands for {@code most}. */
    static String bars(List<Double> values, double most, int width) {
        var line = new StringBuilder();
        for (var value : values.subList(Math.max(0, values.size() - width), values.size())) {
            var height = most <= 0 ? 0 : (int) Math.round(value / most * (BARS.length() - 1));
            line.append(value <= 0 ? ' ' : BARS.charAt(Math.clamp(height, 0, BARS.length() - 1)));
        }
        return line.toString();
    }
}
