package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.simulator.Arrival;
import dev.bailiwick.lab.simulator.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a trace into memory. */
final class TraceFile {
    private static final int FIRST = 1 << 14;

    private double[] at = new double[FIRST];
    private int[] prompts = new int[FIRST];
    private int[] outputs = new int[FIRST];
    private int size;

    private TraceFile() {}

    /**
     * The trace in a file; it ends with the second of its last arrival.
     *
     * @throws Fault when it is none, with the line at fault and the remedy
     */
    static Trace read(Path file) {
        TraceFile read = new TraceFile();
        try (TraceReader reader = new TraceReader(Files.newInputStream(file))) {
            while (true) {
                switch (reader.next()) {
                    case Arrival arrival -> read.add(arrival);
                    case TraceReader.End end -> {
                        return read.trace(name(file));
                    }
                    case TraceReader.Refused refused ->
                        throw Fault.usage("--trace %s%s: %s"
                                .formatted(
                                        file,
                                        refused.line() == 0 ? "" : ", line " + refused.line(),
                                        refused.message()));
                }
            }
        } catch (NoSuchFileException e) {
            throw Fault.usage("--trace %s is not there; name a gzip CSV of requests".formatted(file), e);
        } catch (IOException e) {
            throw Fault.usage("--trace %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void add(Arrival arrival) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            prompts = Arrays.copyOf(prompts, 2 * size);
            outputs = Arrays.copyOf(outputs, 2 * size);
        }
        at[size] = arrival.atSeconds();
        prompts[size] = arrival.promptTokens();
        outputs[size++] = arrival.outputTokens();
    }

    private Trace trace(String name) {
        return new Trace(
                name,
                Arrays.copyOf(at, size),
                Arrays.copyOf(prompts, size),
                Arrays.copyOf(outputs, size),
                Math.floor(at[size - 1]) + 1);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.csv)?(\\.gz)?$", "");
    }
}
