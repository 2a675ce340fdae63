package dev.bailiwick.cli.diagnose;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes text files as a compressed tar archive (POSIX ustar). */
final class Archive implements Closeable {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;

    private final OutputStream out;
    private final Instant time;

    /**
     * Starts an archive.
     *
     * @param out where to; closed with the archive
     * @param time the time that all files carry
     */
    Archive(OutputStream out, Instant time) throws IOException {
        this.out = new GZIPOutputStream(out);
        this.time = time;
    }

    void add(String name, String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        out.write(header(name, content.length));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private byte[] header(String name, int size) {
        var header = new byte[BLOCK];
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException(name + " is longer than a name in an archive may be");
        }
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "%011o\0".formatted(time.getEpochSecond()));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        var sum = 0;
        for (var each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
        var end = new byte[2 * BLOCK];
        Arrays.fill(end, (byte) 0);
        out.write(end);
        out.close();
    }
}
