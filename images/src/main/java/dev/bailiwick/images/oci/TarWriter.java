package dev.bailiwick.images.oci;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a POSIX (pax) tar whose bytes depend on names, modes and contents alone: owner 0, one time for all. Long names and
 * files of 8 GiB and more take an extended header (POSIX.1-2024, pax Interchange Format).
 */
final class TarWriter implements Closeable {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PLAIN_MODE = 0644;
    private static final long LARGEST = 0_7777_7777_777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void add(String path, LayerEntry entry) throws IOException {
        switch (entry) {
            case LayerEntry.Folder folder -> header(path + "/", folder.mode(), 0, '5', "");
            case LayerEntry.Link link -> header(path, 0777, 0, '2', link.target());
            case LayerEntry.Content content -> {
                header(path, content.mode(), content.bytes().length, '0', "");
                out.write(content.bytes());
                pad(content.bytes().length);
            }
            case LayerEntry.OnDisk file -> {
                var size = Files.size(file.file());
                header(path, file.mode(), size, '0', "");
                copy(file.file(), size);
                pad(size);
            }
        }
    }

    private void copy(Path file, long size) throws IOException {
        try (var in = Files.newInputStream(file)) {
            if (in.transferTo(out) != size) {
                throw new IOException(file + " changed while it was read");
            }
        }
    }

    private void header(String name, int mode, long size, char type, String link) throws IOException {
        var extended = new StringBuilder();
        record(extended, "linkpath", link, link.getBytes(StandardCharsets.UTF_8).length > NAME);
        record(extended, "path", name, !StandardCharsets.US_ASCII.newEncoder().canEncode(name) || name.length() > NAME);
        record(extended, "size", Long.toString(size), size > LARGEST);
        if (!extended.isEmpty()) {
            var bytes = extended.toString().getBytes(StandardCharsets.UTF_8);
            plainHeader("pax", PLAIN_MODE, bytes.length, 'x', "");
            out.write(bytes);
            pad(bytes.length);
        }
        plainHeader(name, mode, size > LARGEST ? 0 : size, type, link);
    }

    /** One record of an extended header; its own length counts itself. */
    private static void record(StringBuilder extended, String key, String value, boolean needed) {
        if (!needed) {
            return;
        }
        var rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        var length = rest + Integer.toString(rest).length();
        while (rest + Integer.toString(length).length() != length) {
            length++;
        }
        extended.append(length)
                .append(' ')
                .append(key)
                .append('=')
                .append(value)
                .append('\n');
    }

    private void plainHeader(String name, int mode, long size, char type, String link) throws IOException {
        var block = new byte[BLOCK];
        text(block, 0, NAME, name);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, LayerEntry.MODIFIED_SECONDS);
        block[156] = (byte) type;
        text(block, 157, NAME, link);
        text(block, 257, 5, "ustar");
        text(block, 263, 2, "00");
        text(block, 148, 8, "        ");
        var sum = 0;
        for (var each : block) {
            sum += each & 0xff;
        }
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static void text(byte[] block, int offset, int length, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        var digits = Long.toOctalString(value);
        text(block, offset, length - 1, "0".repeat(length - 1 - digits.length()) + digits);
        block[offset + length - 1] = 0;
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    /** Writes the two empty blocks that end a tar, and closes the stream. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        }
    }
}
