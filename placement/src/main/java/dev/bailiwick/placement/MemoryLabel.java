package dev.bailiwick.placement;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the memory of one accelerator from a node label. */
final class MemoryLabel {
    private static final long MEBIBYTE = 1L << 20;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([KMGT]i?)?B?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> UNITS = Map.of(
            "K",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L,
            "KI",
            1L << 10,
            "MI",
            MEBIBYTE,
            "GI",
            1L << 30,
            "TI",
            1L << 40);

    private MemoryLabel() {}

    /**
     * Bytes that {@code value} stands for; empty when it cannot be read. NVIDIA writes a plain number of MiB; AMD a
     * number with a unit ({@code 192G}), read as decimal so that it is never taken for more than it is.
     */
    static OptionalLong bytes(Vendor vendor, String value) {
        Matcher matcher = SIZE.matcher(value.trim());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String unit = matcher.group(2);
        long factor = unit == null
                ? (vendor == Vendor.NVIDIA ? MEBIBYTE : 1)
                : UNITS.getOrDefault(unit.toUpperCase(Locale.ROOT), 1L);
        BigInteger bytes = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(factor));
        return bytes.bitLength() < Long.SIZE ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
    }

    /** The fewest whole MiB that hold {@code bytes}. */
    static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, MEBIBYTE);
    }

    /** The fewest whole decimal gigabytes that hold {@code bytes}. */
    static long gigabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000_000L);
    }
}
