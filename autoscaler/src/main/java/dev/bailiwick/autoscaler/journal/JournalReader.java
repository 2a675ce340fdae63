package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads segments of a journal. */
public final class JournalReader {

    private JournalReader() {}

    /** What came of reading a segment. */
    public sealed interface Ending {

        /**
         * The segment was read to its end.
         *
         * @param entries ticks read
         * @param codeVersion version of the program that wrote it
         * @param ruleVersion version of the rule that decided
         */
        record Whole(int entries, String codeVersion, int ruleVersion) implements Ending {}

        /**
         * The segment ends in the middle, as after a crash; what came before is good.
         *
         * @param entries ticks read
         * @param codeVersion version of the program that wrote it
         * @param ruleVersion version of the rule that decided
         * @param line line at which it is torn, from 1
         */
        record Torn(int entries, String codeVersion, int ruleVersion, int line) implements Ending {}

        /**
         * The file is not a segment that this program can read, from some line on.
         *
         * @param entries ticks read before
         * @param message what is wrong, with the line
         */
        record Unreadable(int entries, String message) implements Ending {}
    }

    /** Reads a segment and hands out its ticks in order. */
    public static Ending read(Path segment, Consumer<JournalEntry> entries) throws IOException {
        Reading reading = new Reading(entries);
        try (InputStream file = Files.newInputStream(segment);
                InputStream plain = new GZIPInputStream(file, 1 << 15)) {
            Lines lines = new Lines(plain);
            for (String line = lines.next(); line != null; line = lines.next()) {
                Ending ending = reading.line(line);
                if (ending != null) {
                    return ending;
                }
            }
            return lines.torn() ? reading.torn() : reading.whole();
        } catch (EOFException e) {
            return reading.torn();
        } catch (ZipException e) {
            return reading.unreadable("this is not compressed as a journal is");
        }
    }

    /** The first tick of a segment, without reading on; empty when there is none that this program can read. */
    public static Optional<JournalEntry> first(Path segment) throws IOException {
        List<JournalEntry> found = new ArrayList<>();
        Reading reading = new Reading(found::add);
        try (InputStream file = Files.newInputStream(segment);
                InputStream plain = new GZIPInputStream(file, 1 << 15)) {
            Lines lines = new Lines(plain);
            String line = lines.next();
            while (line != null && found.isEmpty() && reading.line(line) == null) {
                line = lines.next();
            }
        } catch (EOFException | ZipException e) {
            return found.stream().findFirst();
        }
        return found.stream().findFirst();
    }

    /** Lines of a stream that may break off anywhere: every whole line before the break is handed out. */
    private static final class Lines {

        private final InputStream in;
        private final byte[] chunk = new byte[1 << 15];
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int at;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        /** The next whole line; null at the end of the stream. */
        @Nullable
        String next() throws IOException {
            while (true) {
                int start = at;
                while (at < end && chunk[at] != '\n') {
                    at++;
                }
                line.write(chunk, start, at - start);
                if (at < end) {
                    at++;
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return text;
                }
                end = in.read(chunk);
                at = 0;
                if (end < 0) {
                    return null;
                }
            }
        }

        /** Whether something stood behind the last line feed. */
        boolean torn() {
            return line.size() > 0;
        }
    }

    /** One segment in the course of being read. */
    private static final class Reading {

        private final Consumer<JournalEntry> consumer;
        private final LineDecoder decoder = new LineDecoder();
        private int lines;
        private int entries;
        private String codeVersion = "";
        private int ruleVersion;

        Reading(Consumer<JournalEntry> consumer) {
            this.consumer = consumer;
        }

        @Nullable
        Ending line(String line) {
            try {
                JsonNode node = Schema.JSON.readTree(line);
                if (lines == 0) {
                    return header(node);
                }
                JournalEntry entry = decoder.line(node);
                lines++;
                if (entry != null) {
                    entries++;
                    consumer.accept(entry);
                }
                return null;
            } catch (JsonProcessingException | IllegalArgumentException e) {
                return unreadable(String.valueOf(e.getMessage()));
            }
        }

        private @Nullable Ending header(JsonNode node) {
            if (!Schema.NAME.equals(node.path("schema").asText())) {
                return unreadable("this is no " + Schema.NAME);
            }
            int version = node.path("version").asInt();
            if (version != Schema.VERSION) {
                return unreadable("schema version " + version + " is not the version " + Schema.VERSION + " read here");
            }
            codeVersion = node.path("code").asText();
            ruleVersion = node.path("rule").asInt();
            lines = 1;
            return null;
        }

        Ending whole() {
            return lines == 0 ? torn() : new Ending.Whole(entries, codeVersion, ruleVersion);
        }

        Ending torn() {
            return new Ending.Torn(entries, codeVersion, ruleVersion, lines + 1);
        }

        Ending unreadable(String message) {
            return new Ending.Unreadable(entries, "line " + (lines + 1) + ": " + message);
        }
    }
}
