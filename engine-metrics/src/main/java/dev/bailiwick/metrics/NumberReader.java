package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;

/** Reads a decimal number, NaN or an infinity from bytes, without a String in the common case. */
final class NumberReader {

    /** Powers of ten that a double holds exactly; with a mantissa below 2^53 the product or quotient is exact. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long MAX_EXACT_MANTISSA = 1L << 53;
    /** A mantissa below it takes another digit. */
    private static final long ROOM_FOR_A_DIGIT = Long.MAX_VALUE / 10 - 1;
    /** How near to half a step of doubles a remainder may come before the library is asked what it rounds to. */
    private static final double NEARLY_HALF = 0.499;

    private static final int MAX_EXPONENT = 100_000;

    private double value;

    /** The number read last. */
    double value() {
        return value;
    }

    /**
     * Reads the number at an offset.
     *
     * @return the offset behind it, or -1 when there is no number
     */
    int read(byte[] bytes, int from, int limit) {
        int at = from;
        boolean negative = false;
        if (at < limit && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at++] == '-';
        }
        if (at < limit && (bytes[at] | 0x20) >= 'a') {
            return word(bytes, at, limit, negative);
        }
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        boolean whole = true;
        for (; at < limit; at++) {
            int b = bytes[at];
            if (b >= '0' && b <= '9') {
                whole &= mantissa < ROOM_FOR_A_DIGIT;
                mantissa = whole ? mantissa * 10 + (b - '0') : 0;
                digits++;
            } else if (b == '.' && point < 0) {
                point = digits;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return -1;
        }
        int exponent = point < 0 ? 0 : point - digits;
        if (at < limit && (bytes[at] | 0x20) == 'e') {
            int end = exponent(bytes, at + 1, limit);
            if (end < 0) {
                return -1;
            }
            exponent += (int) value;
            at = end;
        }
        double magnitude = whole ? magnitude(mantissa, exponent) : Double.NaN;
        value = Double.isNaN(magnitude)
                ? Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1))
                : negative ? -magnitude : magnitude;
        return at;
    }

    /** The double that is nearest, or NaN when it is not plain which that is. */
    private static double magnitude(long mantissa, int exponent) {
        if (Math.abs(exponent) >= EXACT_POWERS.length) {
            return Double.NaN;
        }
        if (mantissa <= MAX_EXACT_MANTISSA) {
            return exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
        }
        return exponent > 0 ? Double.NaN : quotient(mantissa, EXACT_POWERS[-exponent]);
    }

    /**
     * A quotient of a mantissa of more bits than a double holds: it is taken twice, the second time of what the first left over, and what
     * the second leaves over shows whether another double could be as near.
     */
    private static double quotient(long mantissa, double power) {
        double high = mantissa;
        double low = mantissa - (long) high;
        double first = high / power;
        double quotient = first + (Math.fma(-first, power, high) + low) / power;
        double left = Math.fma(-quotient, power, high) + low;
        return Math.abs(left) < NEARLY_HALF * Math.ulp(Math.nextDown(quotient)) * power ? quotient : Double.NaN;
    }

    private int exponent(byte[] bytes, int from, int limit) {
        int at = from;
        boolean negative = false;
        if (at < limit && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at++] == '-';
        }
        int start = at;
        int exponent = 0;
        for (; at < limit && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            exponent = Math.min(MAX_EXPONENT, exponent * 10 + (bytes[at] - '0'));
        }
        value = negative ? -exponent : exponent;
        return at == start ? -1 : at;
    }

    private int word(byte[] bytes, int at, int limit, boolean negative) {
        if (matches(bytes, at, limit, "nan")) {
            value = Double.NaN;
            return at + 3;
        }
        value = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        if (matches(bytes, at, limit, "infinity")) {
            return at + 8;
        }
        return matches(bytes, at, limit, "inf") ? at + 3 : -1;
    }

    private static boolean matches(byte[] bytes, int at, int limit, String word) {
        if (at + word.length() > limit) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((bytes[at + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
