package dev.bailiwick.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metric names that a caller asked for, found by their bytes. */
final class Names {

    private static final int SEED = 31;

    private final byte[][] keys;
    private final String[] names;
    private final boolean everything;

    private Names(Set<String> wanted, boolean everything) {
        int size = Integer.highestOneBit(Math.max(8, wanted.size() * 4));
        this.keys = new byte[size][];
        this.names = new String[size];
        this.everything = everything;
        for (String name : wanted) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            int slot = hash(key, 0, key.length) & (size - 1);
            while (keys[slot] != null) {
                slot = (slot + 1) & (size - 1);
            }
            keys[slot] = key;
            names[slot] = name;
        }
    }

    static Names all() {
        return new Names(Set.of(), true);
    }

    static Names of(Set<String> wanted) {
        return new Names(wanted, false);
    }

    /** The wanted name that these bytes spell, or null. */
    @Nullable
    String find(byte[] bytes, int from, int to) {
        if (everything) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int slot = hash(bytes, from, to) & (keys.length - 1);
        while (keys[slot] != null) {
            if (Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
                return names[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return null;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * SEED + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /** Whether a byte may stand in an unquoted metric name. */
    static boolean isMetricByte(int b) {
        return isLabelByte(b) || b == ':';
    }

    /** Whether a byte may stand in an unquoted label name. */
    static boolean isLabelByte(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || isDigit(b);
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
