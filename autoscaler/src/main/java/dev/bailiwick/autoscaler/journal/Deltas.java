package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Numbers relative to the row before, exact to the bit: null is an absent number, a JSON number is a whole difference to
 * the number before (to zero where there was none), a string is the number itself.
 */
final class Deltas {

    private static final double EXACT = 1L << 53;

    private Deltas() {}

    static void write(JsonGenerator json, @Nullable Double value, @Nullable Double before) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value.equals(before)) {
            json.writeNumber(0);
        } else if (whole(value) && (before == null || whole(before))) {
            json.writeNumber(value.longValue() - (before == null ? 0 : before.longValue()));
        } else {
            json.writeString(value.toString());
        }
    }

    static @Nullable Double read(JsonNode node, @Nullable Double before) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return Double.valueOf(node.asText());
        }
        long difference = node.asLong();
        if (difference == 0 && before != null) {
            return before;
        }
        return (double) ((before == null ? 0 : before.longValue()) + difference);
    }

    /** Whether a number survives as a long; negative zero does not. */
    private static boolean whole(double value) {
        return value == Math.rint(value)
                && Math.abs(value) < EXACT
                && !Double.valueOf(value).equals(-0.0);
    }
}
