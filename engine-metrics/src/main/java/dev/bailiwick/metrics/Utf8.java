package dev.bailiwick.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the first byte that does not belong to well-formed UTF-8 (Unicode 16, table 3-7). */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Offset of the first byte of the first ill-formed sequence, or -1. */
    static int firstInvalid(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            at = skipAscii(bytes, at, length);
            if (at == length) {
                return -1;
            }
            int size = sequenceSize(bytes, at, length);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from, int length) {
        int at = from;
        while (at + 4 * Long.BYTES <= length && (high(bytes, at) | high(bytes, at + 2 * Long.BYTES)) == 0) {
            at += 4 * Long.BYTES;
        }
        while (at + Long.BYTES <= length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The high bits of 16 bytes, as those of 8: 0 when all are ASCII. */
    private static long high(byte[] bytes, int at) {
        return ((long) LONGS.get(bytes, at) | (long) LONGS.get(bytes, at + Long.BYTES)) & HIGH_BITS;
    }

    /** Bytes of the multi-byte sequence that starts here, or 0 when it is ill-formed. */
    private static int sequenceSize(byte[] bytes, int at, int length) {
        int first = bytes[at] & 0xff;
        int size = leadSize(first);
        if (size == 0 || at + size > length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    private static int leadSize(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 2;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 3;
        }
        return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    }
}
