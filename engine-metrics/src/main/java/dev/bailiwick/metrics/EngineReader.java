package dev.bailiwick.metrics;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the pages of one kind of engine. A reader remembers the lines of the last page and is fastest when it always
 * reads the same engine's pages. It is not safe for use by several threads at once.
 */
public final class EngineReader {

    private final PageParser parser;
    private final SignalCollector collector;

    /** A reader for an engine alone; {@link EngineReaders} makes those of many, which take less memory. */
    public EngineReader(EngineKind kind) {
        this(EngineReaders.Shared.of(kind));
    }

    EngineReader(EngineReaders.Shared shared) {
        this.parser = new PageParser(shared.names(), shared.shapes());
        this.collector = new SignalCollector(shared.bindings());
    }

    /** Reads a page from a stream, at most one byte more than a page may have. */
    public EngineReading read(InputStream page) throws IOException {
        collector.begin();
        return answer(parser.parse(page, collector));
    }

    /** Reads a page. */
    public EngineReading read(byte[] page) {
        return read(page, page.length);
    }

    /** Reads the first {@code length} bytes of an array as a page. */
    public EngineReading read(byte[] page, int length) {
        collector.begin();
        return answer(parser.parse(page, length, collector));
    }

    private EngineReading answer(ParseResult result) {
        return switch (result) {
            case ParseResult.Parsed parsed -> collector.reading();
            case ParseResult.Malformed malformed ->
                new EngineReading.Refused(
                        EngineReading.Reason.MALFORMED,
                        "line %d, column %d: %s".formatted(malformed.line(), malformed.column(), malformed.message()));
            case ParseResult.TooLarge tooLarge ->
                new EngineReading.Refused(
                        EngineReading.Reason.TOO_LARGE, "the page has more than " + tooLarge.limitBytes() + " bytes");
        };
    }
}
