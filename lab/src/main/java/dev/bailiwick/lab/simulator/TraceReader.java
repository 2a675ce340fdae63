package dev.bailiwick.lab.simulator;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request trace line by line: gzip CSV with a header that has the columns {@code arrival_s}, {@code
 * prompt_tokens} and {@code output_tokens}, sorted by arrival. Other columns are ignored. Nothing is read ahead, so a
 * trace of any length needs no memory.
 */
public final class TraceReader implements AutoCloseable {
    private final InputStream stream;
    private final TraceLines lines = new TraceLines();
    private @Nullable BufferedReader reader;
    private long line;
    private @Nullable Item end;

    /** Reads the gzip stream, which {@link #close} closes. */
    public TraceReader(InputStream stream) {
        this.stream = stream;
    }

    /** An arrival, the end, or why the trace cannot be used. */
    public sealed interface Item permits Arrival, End, Refused {}

    /**
     * The trace is complete.
     *
     * @param arrivals how many there were, at least 1
     */
    public record End(long arrivals) implements Item {}

    /**
     * The trace cannot be used.
     *
     * @param line the line at fault, from 1, which is the header; 0 when the file as a whole is
     * @param message the fault and its remedy
     */
    public record Refused(long line, String message) implements Item {}

    /**
     * The next item; after {@link End} or {@link Refused} always that one.
     *
     * @throws IOException when the stream cannot be read, which is not the same as being no trace
     */
    public Item next() throws IOException {
        if (end != null) {
            return end;
        }
        Item item;
        try {
            item = read();
        } catch (EOFException e) {
            item = new Refused(line, "the gzip stream is truncated after line " + line + "; fetch the file again");
        } catch (ZipException e) {
            item = new Refused(
                    line,
                    line == 0
                            ? "the file is not gzip; compress it with gzip"
                            : "the gzip stream is corrupt; fetch the file again");
        } catch (CharacterCodingException e) {
            item = new Refused(line + 1, "the line is not UTF-8 text; write the trace as plain CSV");
        }
        if (!(item instanceof Arrival)) {
            end = item;
        }
        return item;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private Item read() throws IOException {
        BufferedReader open = reader;
        if (open == null) {
            open = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(stream, 1 << 16),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            reader = open;
            @Nullable String header = open.readLine();
            line = 1;
            @Nullable String fault = lines.header(header == null ? "" : header);
            if (fault != null) {
                return new Refused(1, fault);
            }
        }
        @Nullable String text = open.readLine();
        if (text == null) {
            return line == 1
                    ? new Refused(1, "the trace has a header and no arrival; give at least one line")
                    : new End(line - 1);
        }
        line++;
        return lines.parse(line, text);
    }
}
