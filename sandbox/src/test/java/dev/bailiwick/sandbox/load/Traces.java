package dev.bailiwick.sandbox.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bailiwick.sandbox.engines.EngineHall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Traces that the tests write, and plans that play them. */
final class Traces {

    static final String HEADER = "arrival_s,prompt_tokens,output_tokens\n";
    static final LoadPlan.Objectives OBJECTIVES =
            new LoadPlan.Objectives(Duration.ofSeconds(2), Duration.ofMillis(100));

    private final Path trace;

    private Traces(Path trace) {
        this.trace = trace;
    }

    /** A trace of this text. */
    static Traces of(Path directory, String text) throws IOException {
        var file = directory.resolve("trace.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
        return new Traces(file);
    }

    /** A trace with one request every tenth of a second; the prompt tells them apart. */
    static Traces steady(Path directory, int requests) throws IOException {
        var text = new StringBuilder(HEADER);
        for (var i = 0; i < requests; i++) {
            text.append(i / 10.0).append(',').append(i + 1).append(",5\n");
        }
        return of(directory, text.toString());
    }

    Path file() {
        return trace;
    }

    LoadPlan plan(double start, double length, double share, LoadPlan.Burst burst, long seed) {
        return new LoadPlan(
                "plant/assistant",
                trace,
                seconds(start),
                seconds(length),
                share,
                burst,
                EngineHall.Routing.LEAST_LOADED,
                OBJECTIVES,
                seed);
    }

    static LoadPlan.Burst burst(double at, double length, double factor) {
        return new LoadPlan.Burst(seconds(at), seconds(length), factor);
    }

    private static Duration seconds(double value) {
        return Duration.ofMillis(Math.round(value * 1000));
    }
}
