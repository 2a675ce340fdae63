package dev.bailiwick.cli.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Trace files for tests. */
final class Traces {
    private Traces() {}

    /** So many requests a second for so long. */
    static Path steady(Path directory, int seconds, int perSecond) throws IOException {
        StringBuilder text = new StringBuilder("arrival_s,prompt_tokens,output_tokens\n");
        for (int i = 0; i < seconds * perSecond; i++) {
            text.append((double) i / perSecond)
                    .append(',')
                    .append(200 + i % 7 * 100)
                    .append(',')
                    .append(20 + i % 5 * 30)
                    .append('\n');
        }
        return of(directory, text.toString());
    }

    /** These lines. */
    static Path of(Path directory, String text) throws IOException {
        Path file = directory.resolve("steady.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
