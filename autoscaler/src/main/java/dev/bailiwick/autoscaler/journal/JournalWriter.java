package dev.bailiwick.autoscaler.journal;

import dev.bailiwick.autoscaler.Decision;
import dev.bailiwick.autoscaler.LearnedState;
import dev.bailiwick.autoscaler.Observation;
import dev.bailiwick.autoscaler.Policy;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a journal into a directory, as segments that grow to a size; the oldest are removed so that the total stays
 * bounded. A writer always starts a new segment, and each segment can be replayed by itself. Safe for use by several
 * threads at once; the directory belongs to one writer.
 *
 * <p>Lines reach the file in groups of {@value #LINES_PER_FLUSH}, and at once when a size changes; a crash costs at most
 * the lines since.
 */
public final class JournalWriter implements Closeable {

    /** Bound of the total, in bytes (design 6): 2 GiB. */
    public static final long DEFAULT_TOTAL_BYTES = 2L << 30;
    /** Size at which a segment is full, in bytes: 16 MiB, so that the oldest part goes in small steps. */
    public static final long DEFAULT_SEGMENT_BYTES = 16L << 20;

    private static final int LINES_PER_FLUSH = 64;
    /** Between two observations: a quiet operator's journal is read while it is written, and a killed one loses this at most. */
    private static final Duration LONGEST_UNFLUSHED = Duration.ofSeconds(10);

    private static final int GZIP_BUFFER = 1 << 15;

    private final Path directory;
    private final long segmentBytes;
    private final long totalBytes;
    private final String codeVersion;
    private final ReentrantLock lock = new ReentrantLock();

    private long nextNumber;
    private @Nullable Segment segment;

    /** An open segment. */
    private static final class Segment implements Closeable {
        final Counting file;
        final GZIPOutputStream gzip;
        final LineEncoder lines;
        int unflushed;
        Instant flushed = Instant.MIN;

        Segment(Path path, String codeVersion) throws IOException {
            file = new Counting(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW));
            gzip = new GZIPOutputStream(file, GZIP_BUFFER, true);
            lines = new LineEncoder(gzip, codeVersion);
        }

        void flush() throws IOException {
            gzip.flush();
            unflushed = 0;
        }

        @Override
        public void close() throws IOException {
            gzip.close();
        }
    }

    /** Counts what reaches the file. */
    private static final class Counting extends FilterOutputStream {
        long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            bytes += len;
        }
    }

    /**
     * Opens a journal; the first segment is created with the first line.
     *
     * @param directory where the segments lie; created when missing
     * @param segmentBytes size at which a segment is full, in bytes
     * @param totalBytes bound of all segments together, in bytes; at least twice a segment
     * @param codeVersion version of the program, for the header
     */
    public JournalWriter(Path directory, long segmentBytes, long totalBytes, String codeVersion) throws IOException {
        if (segmentBytes < 1 || totalBytes < 2 * segmentBytes) {
            throw new IllegalArgumentException(
                    "a total of " + totalBytes + " bytes does not hold two segments of " + segmentBytes);
        }
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.totalBytes = totalBytes;
        this.codeVersion = codeVersion;
        Files.createDirectories(directory);
        this.nextNumber = JournalFiles.in(directory).stream()
                        .mapToLong(JournalFiles::number)
                        .max()
                        .orElse(-1)
                + 1;
    }

    /**
     * Appends one tick.
     *
     * @param deployment namespace and name
     * @param observation what was known
     * @param policy the policy in force
     * @param before the state that the decision began with
     * @param decision what was decided
     */
    public void append(
            String deployment, Observation observation, Policy policy, LearnedState before, Decision decision)
            throws IOException {
        lock.lock();
        try {
            Segment open = segment == null ? open() : segment;
            open.lines.append(deployment, observation, policy, before, decision);
            open.unflushed++;
            var overdue = observation.at().isAfter(open.flushed.plus(LONGEST_UNFLUSHED));
            if (open.unflushed >= LINES_PER_FLUSH || overdue || decision.changesSize()) {
                open.flush();
                open.flushed = observation.at();
            }
            if (open.file.bytes >= segmentBytes) {
                open.close();
                segment = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Brings all lines to the file. */
    public void flush() throws IOException {
        lock.lock();
        try {
            if (segment != null) {
                segment.flush();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (segment != null) {
                segment.close();
                segment = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Segment open() throws IOException {
        JournalFiles.removeOldest(directory, totalBytes - segmentBytes);
        Segment open = new Segment(JournalFiles.path(directory, nextNumber++), codeVersion);
        segment = open;
        return open;
    }
}
