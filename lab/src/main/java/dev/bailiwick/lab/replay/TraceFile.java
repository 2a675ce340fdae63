package dev.bailiwick.lab.replay;

import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.lab.simulator.TraceReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Reads a whole trace into memory, and writes one. */
public final class TraceFile {

    private TraceFile() {}

    /** A trace, or why there is none. */
    public sealed interface Reading {}

    /** A trace, which lasts until its last arrival. */
    public record Loaded(Trace trace) implements Reading {}

    /**
     * The file cannot be used.
     *
     * @param line the line at fault, from 1, which is the header; 0 when the file as a whole is
     * @param message the fault and its remedy
     */
    public record Refused(long line, String message) implements Reading {}

    /**
     * Reads a gzip CSV as {@link TraceReader} takes it.
     *
     * @param name as the trace is printed
     * @param stream the file, which is closed afterwards
     * @throws IOException when the stream cannot be read
     */
    public static Reading read(String name, InputStream stream) throws IOException {
        Requests requests = new Requests(1 << 10);
        double last = 0;
        try (TraceReader reader = new TraceReader(stream)) {
            while (true) {
                switch (reader.next()) {
                    case Arrival(double at, int promptTokens, int outputTokens) -> {
                        requests.add(at, promptTokens, outputTokens);
                        last = at;
                    }
                    case TraceReader.End end -> {
                        return new Loaded(requests.trace(name, last));
                    }
                    case TraceReader.Refused refused -> {
                        return new Refused(refused.line(), refused.message());
                    }
                }
            }
        }
    }

    /**
     * Writes a trace as {@link #read} takes it, arrivals to the millisecond.
     *
     * @param stream where to, which is closed afterwards
     * @throws IOException when the stream cannot be written
     */
    public static void write(Trace trace, OutputStream stream) throws IOException {
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(stream), StandardCharsets.US_ASCII)) {
            out.write("arrival_s,prompt_tokens,output_tokens\n");
            for (int i = 0; i < trace.requests(); i++) {
                out.write(String.format(
                        Locale.ROOT, "%.3f,%d,%d\n", trace.atSeconds(i), trace.promptTokens(i), trace.outputTokens(i)));
            }
        }
    }
}
